import Diagnostics
import GitObjects

extension Rule {
  static let tagMoved = Rule(
    "tag-moved", .push,
    summary: "a git tag that is moved or deleted",
    explanation: """
      A tag must always lead to what it named at first. It can be created, and then stays; to point elsewhere, create another one.
      """,
    example: """
      git push --force origin v1
      """
  ) { _, facts, findings throws(GitError) in
    for move in facts.push?.moves ?? []
    where move.name.lies(in: "refs/tags/") && move.old != nil && move.old != move.new {
      findings.add(
        "\(move.name) would be \(move.new == nil ? "deleted" : "moved")", at: SourceLocation(path: "\(move.name)"),
        help: "create another tag")
    }
  }
}
