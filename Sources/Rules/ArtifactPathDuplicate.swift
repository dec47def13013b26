import Diagnostics
import Git
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
    for version in change.versions {
      guard let manifest = version.after else { continue }
      var seen: [String: String] = [:]
      for (index, artifact) in (manifest.value?.artifacts ?? []).enumerated() {
        let place = manifest.location(of: FieldPath("artifacts").appending(index).appending("path"))
        let folded = artifact.path.lowercased()
        if let twin = seen.updateValue(artifact.path, forKey: folded) {
          findings.add(
            "artifact paths '\(twin)' and '\(artifact.path)' are the same", at: place, help: "rename one of them")
        }
      }
      for (folded, path) in seen.sorted(by: { $0.key < $1.key }) {
        let folders = folded.indices.filter { folded[$0] == "/" }.compactMap { seen[String(folded[..<$0])] }
        for folder in folders {
          findings.add(
            "artifact '\(folder)' is a file and a folder of '\(path)'", at: manifest.location("artifacts"),
            help: "rename one of them")
        }
      }
    }
  }
}
