package import Diagnostics
import Git
import Manifests
import Rules

/// Whether a change is one of those that a registry calls routine, and if not, why a person must look at it.
package enum Verdict: Hashable, Sendable {
  /// Patch versions only, their metrics within `policy.routine`, nothing else touched.
  case routine
  case needsPerson([Reason])
  /// The rules refuse it.
  case invalid

  /// Why a person must look, in a phrase, and where.
  package struct Reason: Hashable, Sendable {
    package let text: String
    package let location: SourceLocation
  }

  package var name: String {
    switch self {
    case .routine: "routine"
    case .needsPerson: "needs a person"
    case .invalid: "invalid"
    }
  }

  package var reasons: [Reason] { if case .needsPerson(let reasons) = self { reasons } else { [] } }

  init(of change: Change, _ report: Report, _ published: [ReviewedVersion]) throws {
    if report.hasErrors {
      self = .invalid
      return
    }
    var reasons = report.diagnostics.map { Reason(text: $0.finding.message, location: $0.finding.location) }
    let others = Set(try change.entries.filter { try !Self.isRoutine($0, in: change) }.map { "\($0.path)" })
    reasons += try change.actions().filter { others.contains($0.location.path) }.map {
      Reason(text: $0.text, location: $0.location)
    }
    for version in published { reasons += try Self.reasons(for: version, in: change) }
    self = reasons.isEmpty ? .routine : .needsPerson(reasons)
  }

  /// A new version, its content, or a candidate that is new or was promoted to it.
  private static func isRoutine(_ entry: TreeChange, in change: Change) throws -> Bool {
    switch LayoutPath(entry.path) {
    case .version, .blob: return entry.before == nil
    case .candidate(let model, let id, _):
      guard let changed = change.candidates.first(where: { $0.name == CandidateName(model: model, id: id) }),
        let after = changed.after?.value
      else { return false }
      guard var before = changed.before?.value else { return true }
      before.promotedTo = after.promotedTo
      return before == after
    default: return false
    }
  }

  private static func reasons(for version: ReviewedVersion, in change: Change) throws -> [Reason] {
    let name = "\(version.model)@\(version.number)"
    guard let followed = version.followed, let bump = version.bump else {
      return [Reason(text: "\(name) is the first version of its model", location: version.location)]
    }
    if version.number.isPrerelease { return [Reason(text: "\(name) is a pre-release", location: version.location)] }
    if bump != .patch {
      return [Reason(text: "\(name) is a \(bump.rawValue) version after \(followed)", location: version.location)]
    }
    return []
  }
}
