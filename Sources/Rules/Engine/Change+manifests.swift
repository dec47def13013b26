import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Change {
  /// Reports the problems of one kind in every manifest that the change writes.
  func report(_ kind: ManifestProblem.Kind, to findings: inout Findings) {
    func report<Value: Manifest>(_ manifest: LoadedManifest<Value>?) {
      guard let manifest else { return }
      for problem in manifest.decoded.problems where problem.kind == kind {
        let place = SourceLocation(path: "\(manifest.path)", line: problem.mark.line, column: problem.mark.column)
        findings.add(problem.message, at: place, help: problem.help)
      }
    }
    report(organization?.after)
    members.forEach { report($0.after) }
    teams.forEach { report($0.after) }
    registries.forEach { report($0.after) }
    models.forEach { report($0.after) }
    versions.forEach { report($0.after) }
    candidates.forEach { report($0.after) }
  }
}

extension LoadedManifest {
  /// The canonical text with the comments of `text`; nil if there is no value, or a problem, or a comment without a place.
  package func canonicalText(of text: String) -> String? {
    guard let value, let node = decoded.node, decoded.problems.isEmpty else { return nil }
    return ManifestRewriter.rewrite(value, format: format, keepingCommentsOf: text, node)
  }
}
