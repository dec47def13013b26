import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let artifactPathUnsafe = Rule(
    "artifact-path-unsafe", .snapshot,
    summary: "an artifact path that leads elsewhere or that some system cannot write",
    explanation: """
      `pull` writes artifacts below a folder that the user names: their paths are relative, without . and .. and empty parts,
      backslashes, colons, control characters or names that Windows reserves.
      """,
    example: """
      path: ../../etc/passwd
      """
  ) { change, facts, findings throws(GitError) in
    for holder in change.facts {
      for (index, artifact) in holder.after.artifacts.enumerated() {
        guard let problem = ArtifactPath.problem(of: artifact.path) else { continue }
        findings.add(
          "artifact path '\(artifact.path)' \(problem)", at: holder.location(ofArtifact: index, "path"),
          help: "use a relative path such as model.onnx")
      }
    }
  }
}
