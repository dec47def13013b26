import Diagnostics
import GitObjects

extension Rule {
  static let tagMoved = Rule(
    "tag-moved", .push,
    summary: "a git tag that is moved or deleted",
    explanation: """
      Whoever noted a tag must find there what was there then. A tag can be made, and stays; to point elsewhere, make another one.
      """,
    example: """
      git push --force origin v1
      """
  ) { _, facts, findings throws(GitError) in
    for move in facts.push?.moves ?? []
    where move.name.lies(in: "refs/tags/") && move.old != nil && move.old != move.new {
      findings.add(
        "\(move.name) would be \(move.new == nil ? "deleted" : "moved")", at: SourceLocation(path: "\(move.name)"),
        help: "make another tag")
    }
  }
}
