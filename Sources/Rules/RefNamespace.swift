import Diagnostics
import GitObjects

extension Rule {
  static let refNamespace = Rule(
    "ref-namespace", .push,
    summary: "a reference that is neither a branch nor a tag",
    explanation: """
      Only refs/heads/ and refs/tags/ may be written. refs/replace/ would show objects other than those that were judged, and what is in
      other namespaces is rarely seen. A server may allow one, for example for reviews, by registry.allowedNamespace in its git configuration,
      but never refs/registry/, where the server itself records pushes.
      """,
    example: """
      git push origin main:refs/replace/4f0c…
      """
  ) { _, facts, findings throws(GitError) in
    for move in facts.push?.moves ?? [] where !move.name.isBranchOrTag {
      let isAllowed = facts.push?.allowedNamespaces.contains { move.name.lies(in: $0) } ?? false
      if isAllowed, !move.name.lies(in: "refs/replace/"), !move.name.lies(in: "refs/registry/") { continue }
      findings.add(
        "\(move.name) is neither a branch nor a tag", at: SourceLocation(path: "\(move.name)"),
        help: "push to refs/heads/ or refs/tags/")
    }
  }
}
