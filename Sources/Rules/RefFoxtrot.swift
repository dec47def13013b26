import Diagnostics
import GitObjects

extension Rule {
  static let refFoxtrot = Rule(
    "ref-foxtrot", .push,
    summary: "the protected branch moved to a commit whose first parents do not lead to its old one",
    explanation: """
      The first parents of the protected branch are its history: each is a snapshot that `--at` shows and that the rules have judged. A merge
      that has the branch as its second parent (`git pull` on a branch of your own, then a push) would put commits that were never
      judged in their place. Merge the other way round.
      """,
    example: """
      git checkout topic; git merge origin/main; git push origin topic:main
      """
  ) { _, facts, findings throws(GitError) in
    for move in facts.push?.moves ?? []
    where move.isProtected && move.isFastForward && !move.keepsFirstParents && move.new != nil {
      let old = move.old?.abbreviated ?? ""
      findings.add(
        "\(move.name) at \(old) would no longer be on its own first parents: \(move.new?.abbreviated ?? "") merges it into another history",
        at: SourceLocation(path: "\(move.name)"),
        help:
          "merge your work into it: git checkout -B merged \(old) && git merge --no-ff \(move.new?.abbreviated ?? "")")
    }
  }
}
