package import Diagnostics
package import Git
package import RegistryStore

/// What came of a planned commit.
package struct Written {
  package let outcome: Outcome
  /// What each action did, in their order.
  package let effects: [ActionEffect]
  /// The message of the commit, made or not.
  package let message: String
  /// The change and its judgement, as the thread of the repository's handle may look at it; nil where there was nothing to
  /// change, or where a rule refused the request before it became a change.
  package let proposal: Transaction.Proposal?

  package enum Outcome: Hashable, Sendable {
    case committed(ObjectID)
    /// The rules say no.
    case refused(Report)
    /// The registry says already what was asked for.
    case unchanged
    /// Good, and not committed, as a rehearsal is meant.
    case rehearsed
  }

  package init(outcome: Outcome, effects: [ActionEffect], message: String, proposal: Transaction.Proposal?) {
    self.outcome = outcome
    self.effects = effects
    self.message = message
    self.proposal = proposal
  }

  package var commit: ObjectID? { if case .committed(let commit) = outcome { commit } else { nil } }

  /// What the rules say: warnings where it was committed.
  package var report: Report {
    if case .refused(let report) = outcome { return report }
    return proposal?.report ?? .empty
  }

  /// A request that a rule refused before there was a change.
  static func refused(_ report: Report) -> Written {
    Written(outcome: .refused(report), effects: [], message: "", proposal: nil)
  }
}
