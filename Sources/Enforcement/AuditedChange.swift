package import Diagnostics
package import Git

/// One change of the protected branch, judged again.
package struct AuditedChange {
  package enum Verdict: String, Sendable, CaseIterable {
    /// Recorded, and the rules let that actor make it.
    case allowed
    /// The rules hold, and nobody recorded who acted.
    case unverifiable
    case refused
  }

  /// Nil where the branch was made.
  package let old: ObjectID?
  package let new: Commit
  /// Nil where no record names the change.
  package let entry: PushLog.Entry?
  package let report: Report

  package var verdict: Verdict {
    report.hasErrors ? .refused : entry == nil ? .unverifiable : .allowed
  }

  /// When the server accepted it; where nobody recorded that, when it was committed.
  package var secondsSince1970: Int64 { (entry?.commit ?? new).committer.secondsSince1970 }
}
