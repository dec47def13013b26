import Actions
import ArgumentParser
import ManifestCoding
import Manifests

/// What `ci add --publish` takes.
struct PublishOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write a job that publishes versions of REGISTRY/MODEL instead, in the repository that trains it.",
      valueName: "model"))
  var publish: Reference?

  @Option(
    help: ArgumentHelp("With --publish: the address of the registry's repository on its server.", valueName: "url"))
  var server: ServerAddress?

  @Option(
    help: ArgumentHelp("With --publish: the e-mail address of the service account to act as.", valueName: "mail"))
  var member: String?

  @Option(
    help: ArgumentHelp(
      "With --publish: what the job's token is made for; the server's address without its path unless given.",
      valueName: "text"))
  var audience: String?

  @Option(help: ArgumentHelp("With --publish: the file or folder to publish; model unless given.", valueName: "path"))
  var artifact: String?

  /// Nil if none is asked for.
  func job() throws -> PublishJob? {
    guard let publish else {
      guard server == nil, member == nil, audience == nil, artifact == nil else {
        throw ValidationError("--server, --member, --audience and --artifact go with --publish REGISTRY/MODEL")
      }
      return nil
    }
    guard let server else {
      throw ValidationError("--publish needs --server, such as https://models.acme.org/acme.git")
    }
    guard let member else { throw ValidationError("--publish needs --member, the e-mail address of a service account") }
    guard Member.isEmail(member), member.utf8.allSatisfy(Self.isPlain) else {
      throw ValidationError("'\(member)' is not an e-mail address that a script can name")
    }
    let audience = audience ?? server.origin
    guard !audience.isEmpty, audience.utf8.allSatisfy(ProgramAddress.isPlain) else {
      throw ValidationError("'\(audience)' is not an audience that a job can name")
    }
    let artifact = artifact ?? "model"
    let parts = artifact.split(separator: "/", omittingEmptySubsequences: false)
    guard artifact.utf8.allSatisfy(Self.isPlain), parts.allSatisfy({ !["", ".", ".."].contains($0) }),
      !artifact.hasPrefix("-")
    else { throw ValidationError("'\(artifact)' is not the path of a file or folder below the job's") }
    return PublishJob(
      server: server, audience: audience, member: member, model: try publish.requireModel(), artifact: artifact)
  }

  /// Letters, digits and what neither YAML nor a shell has a meaning for inside quotes.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._/@+".utf8.contains(byte)
    }
  }
}
