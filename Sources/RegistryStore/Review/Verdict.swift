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
    /// True if the path is from the repository's top, and not from the registry's folder.
    package var isOutside = false

    init(text: String, location: SourceLocation, isOutside: Bool = false) {
      self.text = text
      self.location = location
      self.isOutside = isOutside
    }

    init(of finding: Finding) { self.init(text: finding.message, location: finding.location) }
  }

  package var name: String {
    switch self {
    case .routine: "routine"
    case .needsPerson: "needs a person"
    case .invalid: "invalid"
    }
  }

  package var reasons: [Reason] { if case .needsPerson(let reasons) = self { reasons } else { [] } }

  init(
    of change: Change, _ report: Report, _ published: [ReviewedVersion], _ events: [RegistryEvent],
    _ outside: [RepositoryPath]
  ) throws {
    if report.hasErrors {
      self = .invalid
      return
    }
    var reasons = report.diagnostics.filter { !Self.isRemark($0) }.map { Reason(of: $0.finding) }
    let numbers = Set(published.map { VersionName(model: $0.model, version: "\($0.number)") })
    let candidates = Set(change.candidates.filter { Self.isRoutine($0, numbers) }.map(\.name))
    let models = Dictionary(change.models.compactMap { model in model.after.map { ("\($0.path)", model.name) } }) {
      first, _ in first
    }
    let others = Set(change.entries.filter { !Self.isRoutine($0, candidates) }.map { "\($0.path)" })
    var untold = others
    for action in try change.actions() where others.contains(action.location.path) {
      untold.remove(action.location.path)
      let told = models[action.location.path].map { Self.events(events, of: $0) } ?? []
      reasons += (told.isEmpty ? [action.text] : told).map { Reason(text: $0, location: action.location) }
    }
    // A manifest that moved from YAML to JSON is in another file: nothing that is not routine goes unreported.
    reasons += untold.sorted().map { Reason(text: "changing '\($0)'", location: .init(path: $0)) }
    reasons += outside.map {
      Reason(text: "changing what is outside the registry", location: .init(path: "\($0)"), isOutside: true)
    }
    for version in published { reasons += try Self.reasons(for: version, in: change) }
    self = reasons.isEmpty ? .routine : .needsPerson(reasons)
  }

  /// True for a warning that is reported but is not a reason for a person to look: the same files again do no harm.
  static func isRemark(_ diagnostic: Diagnostic) -> Bool { diagnostic.rule == "version-unchanged" }

  /// What happened to a model's own manifest, in the registry's words.
  private static func events(_ events: [RegistryEvent], of model: ModelName) -> [String] {
    events.filter { event in
      switch event {
      case .alias(_, let name, _), .model(let name, _): name == model
      case .version(let version, .retired): version.model == model
      default: false
      }
    }.map { $0.sentence(by: nil) }
  }

  /// A new version, its content, or a candidate of those.
  private static func isRoutine(_ entry: TreeChange, _ candidates: Set<CandidateName>) -> Bool {
    switch LayoutPath(entry.path) {
    case .version, .blob: entry.before == nil
    case .candidate(let model, let id, _): candidates.contains(CandidateName(model: model, id: id))
    default: false
    }
  }

  /// A candidate that became one of the new versions, and nothing else.
  private static func isRoutine(
    _ candidate: ChangedManifest<CandidateName, ModelCandidate>, _ published: Set<VersionName>
  ) -> Bool {
    guard let after = candidate.after?.value, let number = after.promotedTo,
      published.contains(VersionName(model: candidate.name.model, version: "\(number)"))
    else { return false }
    guard var before = candidate.before?.value else { return candidate.before == nil }
    before.promotedTo = after.promotedTo
    return before == after
  }

  private static func reasons(for version: ReviewedVersion, in change: Change) throws -> [Reason] {
    let name = "\(version.model)@\(version.number)"
    func reason(_ text: String) -> [Reason] { [Reason(text: "\(name) \(text)", location: version.location)] }
    if version.version.status != .active { return reason("is published as \(version.version.status.rawValue)") }
    guard let last = version.lastRelease, let bump = version.bump else {
      return reason("is the first version of its model")
    }
    if version.number.isPrerelease { return reason("is a pre-release") }
    if bump != .patch { return reason("is a \(bump.rawValue) version after \(last)") }
    guard let manifest = try change.after.registry(version.model.registry), let routine = manifest.value?.routine else {
      let text = "registry '\(version.model.registry)' treats nothing as routine: it has no policy.routine"
      return [Reason(text: text, location: version.location)]
    }
    // As a gate does, against what was published: steps within one change do not add up unseen.
    return routine.metrics.sorted { $0.key < $1.key }.compactMap { metric, bound in
      let known = version.current.flatMap { other in
        other.version.metrics[metric].map { MetricBound.Current($0, of: other.number) }
      }
      guard let failure = bound.failure(of: version.version.metrics[metric], current: known) else { return nil }
      let passes = failure.passes.map { "; routine means \($0)" } ?? ""
      let place = version.version.metrics[metric] == nil ? version.location : version.place(ofMetric: metric)
      return Reason(text: "metric '\(metric)' of \(name) \(failure.what)\(passes)", location: place)
    }
  }
}
