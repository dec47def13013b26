package import Diagnostics
package import Git
package import RegistryStore

/// One change of the protected branch, judged again.
package struct AuditedChange {
  package enum Verdict: String, Sendable, CaseIterable {
    /// Recorded, and the rules let that actor make it.
    case allowed
    /// The rules hold, and it is from before the record: it is not known who acted.
    case unverifiable
    /// It is not in the record, which had begun: it went past the hooks, or the record was cut.
    case unrecorded
    case refused
  }

  /// Nil if the branch was made.
  package let old: ObjectID?
  package let new: Commit
  /// Nil if no record names the change.
  package let entry: PushLog.Entry?
  /// True if the record had begun before.
  let isAfterBeginning: Bool
  package let report: Report

  package var verdict: Verdict {
    if report.hasErrors { return .refused }
    if entry != nil { return .allowed }
    return isAfterBeginning ? .unrecorded : .unverifiable
  }

  /// When the server accepted it; if nobody recorded that, when it was committed.
  package var secondsSince1970: Int64 { (entry?.commit ?? new).committer.secondsSince1970 }
}
