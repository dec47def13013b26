import ArgumentParser
import Blobs
import Diagnostics
import Git
import ManifestCoding
import Manifests
import RegistryStore
import Rules

struct PullCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Write the artifacts of a version into a folder, every digest checked.",
    discussion: """
      Content comes from the repository's own store. What is missing there is listed, with exit status 3, and nothing is \
      written. Files that are there already with the right content stay; others are not overwritten.

      EXAMPLES
        git registry pull Fine_Tuned_Models/sentiment@champion
        git registry pull Fine_Tuned_Models/sentiment@1.2.0 --output /srv/models/sentiment
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL@VERSION.", valueName: "ref"))
  var reference: Reference

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The folder to write into; MODEL-VERSION unless given.", valueName: "dir"),
    completion: .directory)
  var output: String?

  @OptionGroup var options: ReadOptions

  func run() throws {
    let (name, selector) = try reference.requireVersion()
    let reader = try options.registry()
    let number = try reader.find.number(selector, of: name)
    let version = try reader.find.version(number, of: name)
    let folder = output ?? "\(name.model)-\(number)"
    if output == nil, FileSystem.isLink(folder) {
      throw CommandFailure("'\(folder)' is a link\nhelp: name the folder with --output")
    }
    for artifact in version.artifacts {
      guard let problem = ArtifactPath.problem(of: artifact.path) else { continue }
      throw CommandFailure(
        "artifact path '\(EscapedText.printable(artifact.path))' \(problem)\nhelp: git registry validate tells more")
    }
    let export = try BlobExport(from: reader.repository, mode: reader.find.organization().effectiveBlobs) { digest in
      try RepositoryPath(digest.blobPath).flatMap { try reader.snapshot.entry(at: $0)?.id }
    }
    for artifact in version.artifacts {
      guard let tombstone = try reader.snapshot.tombstone(of: artifact.digest) else { continue }
      throw CommandFailure(
        status: .contentMissing,
        "artifact '\(EscapedText.printable(artifact.path))' of \(name)@\(number) was purged: \(EscapedText.line(tombstone.reason))"
      )
    }
    let missing = try version.artifacts.filter { try !export.has($0) }
    guard missing.isEmpty else {
      let lines = missing.map { "  \($0.path)  \($0.digest)  \(ByteCount.text($0.sizeInBytes))\n" }.joined()
      throw CommandFailure(
        status: .contentMissing,
        "the content of \(missing.count) of \(version.artifacts.count) artifacts is not in the local store\n\(lines)help: fetch it first: git lfs fetch origin --include=\"\(missing.map(\.digest.blobPath).joined(separator: ","))\""
      )
    }
    if version.status != .active {
      let reason = version.statusReason.map { ": \(EscapedText.line($0))" } ?? ""
      Terminal.writeError("warning: \(name)@\(number) is \(version.status.rawValue)\(reason)\n")
    }
    for artifact in version.artifacts { try export.write(artifact, to: "\(folder)/\(artifact.path)") }
    let size = ByteCount.text(version.artifacts.sizeInBytes)
    let count = version.artifacts.count
    options.print("pulled \(name)@\(number): \(count) artifact\(count == 1 ? "" : "s"), \(size), into \(folder)/\n") {
      .object([
        "registry": .string(name.registry), "model": .string(name.model), "version": .string("\(number)"),
        "output": .string(folder), "artifacts": .array(version.artifacts.map(\.value)),
      ])
    }
  }
}
