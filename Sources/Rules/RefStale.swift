import Diagnostics
import GitObjects

extension Rule {
  static let refStale = Rule(
    "ref-stale", .push,
    summary: "a push that names another old value of a reference than it has",
    explanation: """
      git moves a reference from the value that the client names. A push that names another one than was judged could land on
      top of somebody else's push without being judged against it; one that claims there is nothing could delete it.
      """,
    example: """
      two pushes at once: the second was made on what the first has replaced
      """
  ) { _, facts, findings throws(GitError) in
    for move in facts.push?.moves ?? [] where move.old != move.claimedOld {
      let (actual, claimed) = (move.old?.abbreviated ?? "nothing", move.claimedOld?.abbreviated ?? "nothing")
      findings.add(
        "\(move.name) is at \(actual), and the push names \(claimed)", at: SourceLocation(path: "\(move.name)"),
        help: "fetch, rebase and push again")
    }
  }
}
