import ArgumentParser
import Diagnostics
import Enforcement
import Git
import Glibc

struct HookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook",
    abstract: "Install and check the pre-receive hook that refuses invalid pushes.",
    subcommands: [HookInstallCommand.self, HookCheckCommand.self, HookPreReceiveCommand.self])
}

/// What the hook must be told when it is installed.
struct HookSettings: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where the pusher's name comes from: gitlab, gitea, github, gitolite, http, os or env:NAME.", valueName: "source"))
  var actorFrom: ActorSource

  @Option(help: ArgumentHelp("Who must make the first push.", valueName: "name"))
  var admin: String?

  @Option(
    help: ArgumentHelp(
      "Where content must be: lfs-store (this repository's) or none (a server that the hook cannot see).", valueName: "place"))
  var requireBlobs = PushJudge.RequiredBlobs.lfsStore

  var value: PreReceiveHook.Options {
    PreReceiveHook.Options(actorSource: actorFrom, requiredBlobs: requireBlobs, firstAdmin: admin)
  }
}

extension PushJudge.RequiredBlobs: ExpressibleByArgument {}

extension ActorSource: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
  package static var allValueStrings: [String] { choices }
}

struct HookInstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Install the hook in a repository that is pushed to.",
    discussion: """
      Writes hooks/pre-receive, or the host's folder for it (custom_hooks/, pre-receive.d/), and turns receive.fsckObjects
      on. A hook that git registry did not write is never replaced.

      EXAMPLES
        git registry hook install /srv/git/models.git --actor-from os --admin ada
        git registry hook install /srv/git/models.git --actor-from http --require-blobs none
      """)

  @Argument(help: ArgumentHelp("The repository.", valueName: "repo"))
  var repository: String

  @OptionGroup var settings: HookSettings
  @OptionGroup var place: Place

  func run() throws {
    let hook = ServerHook(of: try Repository.open(at: repository))
    try hook.install(program: Self.program(), version: Program.version, options: settings.value)
    Terminal.write("installed \(hook.path)\n")
  }

  /// The path of the running program.
  private static func program() throws -> String {
    var buffer = [CChar](repeating: 0, count: 4097)
    let count = readlink("/proc/self/exe", &buffer, 4096)
    guard count > 0 else { throw GitError(operation: "read /proc/self/exe", reason: .other(errno), detail: String(cString: strerror(errno))) }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

struct HookCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tell what keeps the hook from judging every push; exit status 1 if anything does.",
    discussion: """
      EXAMPLES
        git registry hook check /srv/git/models.git
      """)

  @Argument(help: ArgumentHelp("The repository.", valueName: "repo"))
  var repository: String

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var place: Place

  func run() throws {
    let hook = ServerHook(of: try Repository.open(at: repository))
    let problems = try hook.problems(version: Program.version)
    if json {
      Terminal.write(JSONValue.object(["hook": .string(hook.path), "problems": .array(problems.map { .string($0) })]).text)
    } else {
      Terminal.write(problems.isEmpty ? "\(hook.path) judges every push\n" : problems.map { $0 + "\n" }.joined())
    }
    if !problems.isEmpty { throw CommandFailure(silently: .diagnostics) }
  }
}

struct HookPreReceiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pre-receive",
    abstract: "Judge a push: what git runs.",
    discussion: """
      Reads git's lines from standard input in the environment of a pre-receive hook. Exit status 0 accepts, any other
      refuses.

      EXAMPLES
        git registry hook pre-receive --actor-from os < updates
      """)

  @OptionGroup var settings: HookSettings

  func run() throws {
    let status = PreReceiveHook.run(arguments: settings.value.arguments)
    if status != 0 { throw ExitCode(status) }
  }
}
