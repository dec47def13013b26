import Diagnostics
import Enforcement
import Git
package import RegistryStore
import Rules

/// The review of what merging one revision into another would make.
package struct MergeReview {
  package let review: Review
  package let header: ReviewHeader

  /// - Parameters:
  ///   - head, base: as people name them: `HEAD`, `origin/main`.
  ///   - actor: who merges it, a member's name or e-mail address; nil if nobody says.
  /// - Throws: ``ActionFailure`` if one of them names no commit.
  package init(of head: String, into base: String, by actor: String?, in scope: RevisionScope) throws {
    let merge = try ProposedMerge(of: head, into: base, scope)
    let facts = Facts(
      actor: actor.map { .authenticated($0) } ?? .unknown,
      content: try StoredContent(of: scope.repository, knowsStore: false), signatures: merge.signatures(in: scope))
    if let change = merge.change {
      review = try Review(
        of: change, report: scope.judge(change, facts, ofBranch: merge.head, into: merge.base), outside: merge.outside,
        isActorKnown: actor != nil)
    } else {
      review = Review(refused: try merge.conflict.map { try Judge.judge($0) } ?? .empty)
    }
    header = ReviewHeader(base: merge.base.id, head: merge.head.id, root: scope.path)
  }
}
