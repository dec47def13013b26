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
    let candidates = Set(change.candidates.filter(Self.isRoutine).map(\.name))
    let others = Set(change.entries.filter { !Self.isRoutine($0, candidates) }.map { "\($0.path)" })
    reasons += try change.actions().filter { others.contains($0.location.path) }.map {
      Reason(text: $0.text, location: $0.location)
    }
    for version in published { reasons += try Self.reasons(for: version, in: change) }
    self = reasons.isEmpty ? .routine : .needsPerson(reasons)
  }

  /// A new version, its content, or a candidate of those.
  private static func isRoutine(_ entry: TreeChange, _ candidates: Set<CandidateName>) -> Bool {
    switch LayoutPath(entry.path) {
    case .version, .blob: entry.before == nil
    case .candidate(let model, let id, _): candidates.contains(CandidateName(model: model, id: id))
    default: false
    }
  }

  /// A candidate that is new, or was promoted and nothing else.
  private static func isRoutine(_ candidate: ChangedManifest<CandidateName, ModelCandidate>) -> Bool {
    guard let after = candidate.after?.value else { return false }
    guard var before = candidate.before?.value else { return candidate.before == nil }
    before.promotedTo = after.promotedTo
    return before == after
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
    guard let manifest = try change.after.registry(version.model.registry), let routine = manifest.value?.routine else {
      let text = "registry '\(version.model.registry)' calls nothing routine: it has no policy.routine"
      return [Reason(text: text, location: version.location)]
    }
    // As a gate does: against production, else against the version that it follows.
    let current = version.others.last
    return routine.metrics.sorted { $0.key < $1.key }.compactMap { metric, bound in
      let known = current.flatMap { other in
        other.version.metrics[metric].map { MetricBound.Current($0, of: other.number) }
      }
      guard let failure = bound.failure(of: version.version.metrics[metric], current: known) else { return nil }
      let passes = failure.passes.map { "; routine is \($0)" } ?? ""
      let place = version.version.metrics[metric] == nil ? version.location : version.place(ofMetric: metric)
      return Reason(text: "metric '\(metric)' of \(name) \(failure.what)\(passes)", location: place)
    }
  }
}
