package import Actions
package import Diagnostics
package import Manifests

/// What came of a commit, as it may leave the thread of the repository.
package struct CommitOutcome: Sendable {
  package let outcome: Written.Outcome
  /// The version that an action published; nil if none did.
  package let version: SemanticVersion?
  /// What the rules say: warnings if it was committed.
  package let report: Report

  init(_ written: Written) {
    outcome = written.outcome
    version = written.effects.lazy.compactMap(\.version).first
    report = written.report
  }
}
