import Diagnostics
import GitObjects

extension Rule {
  static let refStale = Rule(
    "ref-stale", .push,
    summary: "a push that names an old value that its reference does not have",
    explanation: """
      git moves a reference from the value that the client names. A push that names another value than the one that was judged could land on
      top of somebody else's push without being judged against it; a push that claims there is no reference could delete it.
      """,
    example: """
      two pushes at once: the second is based on what the first has replaced
      """
  ) { _, facts, findings throws(GitError) in
    for move in facts.push?.moves ?? [] where move.old != move.claimedOld {
      let (actual, claimed) = (move.old?.abbreviated ?? "nothing", move.claimedOld?.abbreviated ?? "nothing")
      findings.add(
        "\(move.name) is at \(actual), but the push names \(claimed)", at: SourceLocation(path: "\(move.name)"),
        help: "fetch, rebase and push again")
    }
  }
}
