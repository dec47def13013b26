package import Diagnostics
package import Enforcement
package import Git
import RegistryStore
package import Rules

extension RevisionScope {
  /// The signatures of the commits that a change is made of.
  ///
  /// - Parameter hasTip: false if a merge that nobody made yet will be the newest commit.
  package func newCommits(of change: Change, from old: ObjectID, to new: ObjectID, hasTip: Bool = true) -> NewCommits {
    NewCommits(in: repository, from: old, to: new, before: change.before, after: change.after, hasTip: hasTip)
  }
}

extension RevisionScope {
  /// Judges a change that a branch proposes, and, if that is allowed, whether its commits could land one by one: how it will be
  /// merged is not known.
  package func judge(_ change: Change, _ facts: Facts, ofBranch head: Commit, into base: Commit) throws -> Report {
    let report = try Judge.judge(change, facts)
    guard !report.hasErrors else { return report }
    var alone = facts
    // Who signed is asked once, of all of them.
    alone.signatures = nil
    let steps = BranchSteps(in: repository, from: base.id, to: head.id, facts: alone) { tree throws(GitError) in
      try registry(in: tree)
    }
    guard let refused = try steps.firstRefused() else { return report }
    let merge = Merge(base: base.id.abbreviated, head: head.id.abbreviated, refused: refused)
    return report.merging(try Judge.judge(merge, making: change.after))
  }
}

extension ProposedMerge {
  /// The signatures of the commits that the merge brings in; nil if git cannot merge.
  package func signatures(in scope: RevisionScope) -> NewCommits? {
    change.map { scope.newCommits(of: $0, from: base.id, to: head.id, hasTip: false) }
  }
}
