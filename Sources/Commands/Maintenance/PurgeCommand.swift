import Actions
import ArgumentParser
import Blobs
import Diagnostics
import Git
import Manifests
import RegistryStore
import Rules

struct PurgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge",
    abstract: "Delete the content of a blob for good: a leaked secret, an erasure request.",
    discussion: """
      For organization admins. A tombstone with the reason takes the blob's place, so that the versions that name it stay \
      complete, and the content is deleted from this repository's store. It never comes back. Other clones, LFS servers and \
      git's history keep their copies: docs/purging.md says how to clear them.

      EXAMPLES
        git registry purge sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393 --reason "held customers' addresses"
      """)

  @Argument(help: ArgumentHelp("The digest of the blob: sha256: and 64 digits.", valueName: "digest"))
  var digest: Digest

  @Option(help: ArgumentHelp("Why, in one line. Everybody who reads the repository reads it.", valueName: "text"))
  var reason: String

  @OptionGroup var options: WriteOptions

  func run() throws {
    let repository = try options.place.repository()
    let before = try options.headSnapshot(of: repository)
    let find = RegistryLookup(before)
    let mode = try find.organization().effectiveBlobs
    if let old = try before.tombstone(of: digest) {
      if options.json {
        Terminal.write(
          JSONValue.object(["commit": .null, "digest": .string("\(digest)"), "purged": .string(old.reason)]).text)
      } else {
        Terminal.write("already purged: \(EscapedText.line(old.reason))\n")
      }
      guard !options.dryRun else { return }
    } else {
      let isCommitted = try options.commit(PurgeBlob(digest, because: reason), in: repository)
      if !options.json {
        for user in try ArtifactHolder.names(of: digest, in: before) { Terminal.write("  named by \(user)\n") }
      }
      guard isCommitted else { return }
    }
    let hadContent = try LFSStore(of: repository).remove(digest)
    guard !options.json else { return }
    Terminal.write(
      hadContent ? "deleted its content from the local store\n" : "its content is not in the local store\n")
    if mode == .git { Terminal.write("its bytes stay in git's history: see docs/purging.md\n") }
  }
}

extension Digest: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}
