import Actions
import Blobs
import Diagnostics
import Git
import ManifestCoding
import Manifests
import RegistryStore
import Rules

/// A version whose artifacts go into a folder, some of them or all.
struct PullTarget {
  let model: ModelName
  let number: SemanticVersion
  let version: ModelVersion
  /// Those that were asked for.
  let artifacts: [Artifact]
  let folder: OutputFolder

  /// - Parameter types: the artifact types that are asked for; empty for all of them.
  init(
    _ model: ModelName, _ number: SemanticVersion, types: [String], into folder: OutputFolder, by find: RegistryLookup
  )
    throws
  {
    self.model = model
    self.number = number
    self.folder = folder
    version = try find.version(number, of: model)
    let known = Set(version.artifacts.map(\.type)).sorted()
    for type in types where !known.contains(type) {
      throw ActionFailure.missing("\(model)@\(number) has no artifact of type '\(EscapedText.line(type))'", type, known)
    }
    artifacts = version.artifacts.filter { types.isEmpty || types.contains($0.type) }
    for artifact in artifacts {
      guard let problem = ArtifactPath.problem(of: artifact.path) else { continue }
      throw CommandFailure(
        "artifact path '\(EscapedText.line(artifact.path))' \(problem)\nhelp: git registry validate shows more")
    }
    for artifact in artifacts {
      guard let tombstone = try find.snapshot.tombstone(of: artifact.digest) else { continue }
      throw CommandFailure(
        status: .contentMissing,
        "artifact '\(EscapedText.line(artifact.path))' of \(model)@\(number) was purged: \(EscapedText.line(tombstone.reason))"
      )
    }
  }

  /// What a person should know of a version that is not active.
  var warning: String? {
    guard version.status != .active else { return nil }
    let reason = version.statusReason.map { ": \(EscapedText.line($0))" } ?? ""
    return "warning: \(model)@\(number) is \(version.status.rawValue)\(reason)\n"
  }

  var fields: [JSONValue.Member] {
    [
      .init("registry", .string(model.registry)), .init("model", .string(model.model)),
      .init("version", .string("\(number)")), .init("status", .string(version.status.rawValue)),
      .init("output", .string(folder.path)), .init("artifacts", .array(artifacts.map(\.value))),
    ]
  }

  /// `Models/m@1.0.0: 2 artifacts, 7.1 KiB, into m-1.0.0/`
  var summary: String {
    "\(model)@\(number): \(Self.count(artifacts.count)), \(ByteCount.text(artifacts.sizeInBytes)), into \(EscapedText.line(folder.path))/"
  }

  static func count(_ artifacts: Int) -> String { "\(artifacts) artifact\(artifacts == 1 ? "" : "s")" }
}
