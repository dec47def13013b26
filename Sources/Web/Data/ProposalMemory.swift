import GitObjects
import RegistryStore
import Synchronization

/// What was found out of branches, by commits: none of it ever becomes wrong, but for the content that may come.
package final class ProposalMemory: Sendable {
  struct Verdict: Sendable {
    let verdict: RegistryStore.Verdict
    let approvals: [String]
    /// Why it cannot be judged; nil if it can.
    let failure: String?
  }

  private struct Merge: Hashable {
    let head: ObjectID
    let base: ObjectID
    let actor: String?
  }

  private struct Known {
    var open: [Merge: Bool] = [:]
    var verdicts: [Merge: Verdict] = [:]
  }

  private let known = Mutex(Known())
  /// Answers, at most: then all are forgotten.
  private static let answersAtMost = 10_000

  package init() {}

  func isOpen(_ head: ObjectID, on base: ObjectID, _ find: () throws -> Bool) rethrows -> Bool {
    let merge = Merge(head: head, base: base, actor: nil)
    if let answer = known.withLock({ $0.open[merge] }) { return answer }
    let answer = try find()
    known.withLock { known in
      if known.open.count >= Self.answersAtMost { known.open = [:] }
      known.open[merge] = answer
    }
    return answer
  }

  func verdict(of head: ObjectID, on base: ObjectID, by actor: String?, _ find: () -> Verdict) -> Verdict {
    let merge = Merge(head: head, base: base, actor: actor)
    if let answer = known.withLock({ $0.verdicts[merge] }) { return answer }
    let answer = find()
    // Invalid may be what lacks content, which can come.
    guard answer.verdict != .invalid || actor != nil else { return answer }
    known.withLock { known in
      if known.verdicts.count >= Self.answersAtMost { known.verdicts = [:] }
      known.verdicts[merge] = answer
    }
    return answer
  }
}
