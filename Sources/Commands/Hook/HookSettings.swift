import ArgumentParser
import Enforcement

/// What the hook must be told when it is installed.
struct HookSettings: ParsableArguments {
  @Option(help: Self.actorFromHelp)
  var actorFrom: ActorSource

  @Option(help: Self.adminHelp)
  var admin: String?

  @Option(
    help: ArgumentHelp(
      "Where content must be: lfs-store (this repository's) or none (a server that the hook cannot see).",
      valueName: "place"))
  var requireBlobs = PushJudge.RequiredBlobs.lfsStore

  @OptionGroup var place: RepositoryOption

  static let actorFromHelp = ArgumentHelp(
    "Where the pusher's name comes from: gitlab, gitea, github, gitolite, http, os, env:NAME, or signature: the signer is the pusher.",
    valueName: "source")
  static let adminHelp = ArgumentHelp("Who must make the first push.", valueName: "name")

  var value: PushHookOptions {
    PushHookOptions(actorSource: actorFrom, requiredBlobs: requireBlobs, firstAdmin: admin)
  }
}

extension PushJudge.RequiredBlobs: ExpressibleByArgument {}

extension ActorSource: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
  package static var allValueStrings: [String] { choices }
}
