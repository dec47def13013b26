package import Blobs
package import Diagnostics
import Git
import ManifestCoding
package import Manifests
import RegistryStore
import Rules

/// A version whose artifacts go into a folder, some of them or all.
package struct PullTarget {
  package let model: ModelName
  package let exact: ExactVersion
  /// `REGISTRY/MODEL@VERSION`, or with `@candidate:ID`.
  package let name: String
  /// Of a candidate, what it would be published as.
  package let version: ModelVersion
  /// Those that were asked for.
  package let artifacts: [Artifact]
  package let folder: OutputFolder

  /// - Parameters:
  ///   - types: the artifact types that are asked for; empty for all of them.
  ///   - entry: of a lock file; logs that came after it was written are left out.
  package init(
    _ model: ModelName, _ exact: ExactVersion, types: [String], asLocked entry: LockFile.Entry? = nil,
    into folder: OutputFolder, by find: RegistryLookup
  ) throws {
    self.model = model
    self.exact = exact
    name = "\(model)@\(exact)"
    self.folder = folder
    version = try find.version(exact, of: model)
    let known = Set(version.artifacts.map(\.type)).sorted()
    for type in types where !known.contains(type) {
      throw ActionFailure.missing("\(name) has no artifact of type '\(EscapedText.line(type))'", type, known)
    }
    artifacts = version.artifacts.filter { artifact in
      (types.isEmpty || types.contains(artifact.type)) && !(entry?.isLaterLog(artifact) ?? false)
    }
    for artifact in artifacts {
      guard let problem = ArtifactPath.problem(of: artifact.path) else { continue }
      throw ActionFailure(
        .conflict, "artifact path '\(EscapedText.line(artifact.path))' \(problem)",
        help: "git registry validate shows more")
    }
    for artifact in artifacts {
      guard let tombstone = try find.snapshot.tombstone(of: artifact.digest) else { continue }
      throw ActionFailure(
        .contentMissing,
        "artifact '\(EscapedText.line(artifact.path))' of \(name) was purged: \(EscapedText.line(tombstone.reason))"
      )
    }
  }

  package var fields: [JSONValue.Member] {
    exact.fields(of: model) + [
      .init("status", exact.status(version)), .init("output", .string(folder.path)),
      .init("artifacts", .array(artifacts.map(\.value))),
    ]
  }

  package static func count(_ artifacts: Int) -> String { "\(artifacts) artifact\(artifacts == 1 ? "" : "s")" }
}
