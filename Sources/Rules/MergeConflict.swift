import Diagnostics
import GitObjects
import Manifests

extension Rule {
  static let mergeConflict = Rule(
    "merge-conflict", .merge,
    summary: "a merge that git cannot make by itself",
    explanation: """
      `validate --merge-with` and `review` judge what a merge would make, as git merge-tree computes it. If both sides published the
      same version, one of them must take another number: `git registry version renumber`. Resolve anything else as in every git
      repository: merge or rebase, edit, commit.
      """,
    example: """
      two branches that both publish 1.3.0
      """
  ) { _, facts, findings throws(GitError) in
    guard let merge = facts.merge else { return }
    for conflict in merge.conflicts {
      let place = SourceLocation(path: "\(conflict.path)")
      if conflict.isAddedByBoth, case .version(let model, let version, _) = LayoutPath(conflict.path) {
        findings.add(
          "version \(version) of \(model) is published by both '\(merge.head)' and '\(merge.base)'", at: place,
          help:
            "move yours to the next free number: git registry version renumber \(model)@\(version) --base \(merge.base)"
        )
      } else {
        findings.add(
          "'\(merge.head)' and '\(merge.base)' both changed it, and git cannot merge the two", at: place,
          help: "merge '\(merge.base)' or rebase onto it, and resolve the conflict")
      }
    }
  }
}
