package import Actions
package import Diagnostics
import Git
package import Manifests

/// What came of a commit, as it may leave the thread of the repository.
package struct CommitOutcome: Sendable {
  package let outcome: Written.Outcome
  /// The version that an action published; nil if none did.
  package let version: SemanticVersion?
  /// What the rules say: warnings if it was committed.
  package let report: Report
  /// The whole of it, as a command prints it with `--json`; nil if nobody asked for it, or it cannot be read any more.
  package let document: JSONValue?

  /// - Parameter branch: for the document; nil for none.
  init(_ written: Written, toldOf branch: RefName?) {
    outcome = written.outcome
    version = written.effects.lazy.compactMap(\.version).first
    report = written.report
    // What landed has landed: an answer without its document is better than none.
    document = branch.flatMap { try? written.value(on: $0) }
  }
}
