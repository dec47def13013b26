import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let versionUnchanged = Rule(
    "version-unchanged", .transition, severity: .warning, isAdjustable: true,
    summary: "a version with the same files and interface as the one that it follows",
    explanation: """
      Most often the file of the previous run was published again. The interface is signature and algorithm. Files of type log do not
      count, nor does a version without files. A warning by default, and not a reason for a person to look at a merge;
      policy.rules.version-unchanged of organization.yaml says otherwise.
      """,
    example: """
      1.2.1 after 1.2.0, with the same model.onnx
      """
  ) { change, facts, findings throws(GitError) in
    guard change.versions.contains(where: \.isAdded) else { return }
    let fresh = change.addedDigests
    for new in try change.numberedVersions({ version in
      // With new bytes it is another version, and nothing is read for it.
      !version.files.isEmpty && version.files.allSatisfy { !fresh.contains($0.digest) }
    }) {
      guard let followed = new.claim.followed, followed.version.files == new.version.files,
        ModelInterface(followed.version.facts) == ModelInterface(new.version.facts)
      else { continue }
      findings.add(
        "\(new.number) has the same files and interface as \(followed.number)",
        at: new.manifest.location("artifacts"),
        notes: [.init("published here", at: followed.manifest.location("artifacts"))],
        help: "publish the new files, or leave it at \(followed.number)")
    }
  }
}

extension ModelVersion {
  fileprivate var files: Set<Artifact> { Set(facts.artifacts.filter { $0.type != Artifact.logType }) }
}

extension Change {
  /// The digests whose content comes with the change.
  fileprivate var addedDigests: Set<Digest> {
    Set(added.compactMap { entry in if case .blob(let digest?) = LayoutPath(entry.path) { digest } else { nil } })
  }
}
