import Diagnostics
import GitObjects

extension Rule {
  static let refDeleted = Rule(
    "ref-deleted", .push,
    summary: "the protected branch deleted",
    explanation: """
      The protected branch is the registry: it is the branch that HEAD of the bare repository names, or registry.branch in its configuration.
      """,
    example: """
      git push origin :main
      """
  ) { _, facts, findings throws(GitError) in
    for move in facts.push?.moves ?? [] where move.isProtected && move.old != nil && move.new == nil {
      findings.add(
        "\(move.name) would be deleted", at: SourceLocation(path: "\(move.name)"),
        help: "do not delete the protected branch")
    }
  }
}
