import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let artifactPathDuplicate = Rule(
    "artifact-path-duplicate", .snapshot,
    summary: "two artifacts of one version whose paths are the same",
    explanation: """
      Paths that differ only in case or Unicode form are the same on some systems, and a file cannot be a folder of another.
      """,
    example: """
      path: model.onnx and path: Model.onnx
      """
  ) { change, facts, findings throws(GitError) in
    for holder in change.facts {
      var seen: [String: String] = [:]
      for (index, artifact) in holder.after.artifacts.enumerated() {
        if let twin = seen.updateValue(artifact.path, forKey: artifact.path.lowercased()) {
          findings.add(
            "artifact paths '\(twin)' and '\(artifact.path)' are the same",
            at: holder.location(ofArtifact: index, "path"), help: "rename one of them")
        }
      }
      for (folded, path) in seen.sorted(by: { $0.key < $1.key }) {
        // A longer one is the matter of artifact-path-unsafe.
        guard path.utf8.count <= ArtifactPath.limitInBytes else { continue }
        let text = folded.utf8
        let slashes = text.indices.filter { text[$0] == UInt8(ascii: "/") }
        for folder in slashes.compactMap({ seen[String(Substring(text[..<$0]))] }) {
          findings.add(
            "artifact '\(folder)' is a file and a folder of '\(path)'", at: holder.location(FieldPath("artifacts")),
            help: "rename one of them")
        }
      }
    }
  }
}
