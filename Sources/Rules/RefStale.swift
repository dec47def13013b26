import Diagnostics
import Git
import ManifestCoding
import Manifests

extension Rule {
  static let refStale = Rule(
    "ref-stale", .transition,
    summary: "a push that names another old value of the protected branch than it has",
    explanation: """
      git moves a branch from the value that the client names. A push that names another one than was judged could land on
      top of somebody else's push without being judged against it.
      """,
    example: """
      two pushes at once: the second was made on what the first has replaced
      """
  ) { change, facts, findings throws(GitError) in
    for move in facts.moves ?? [] where move.isProtected && move.old != move.claimedOld {
      let (actual, claimed) = (move.old?.abbreviated ?? "nothing", move.claimedOld?.abbreviated ?? "nothing")
      findings.add(
        "\(move.name) is at \(actual), and the push names \(claimed)", at: SourceLocation(path: "\(move.name)"),
        help: "fetch, rebase and push again")
    }
  }
}
