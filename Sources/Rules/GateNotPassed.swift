import Diagnostics
import Git
import ManifestCoding
import Manifests

extension Rule {
  static let gateNotPassed = Rule(
    "gate-not-passed", .transition,
    summary: "a version that its registry's quality gates do not let through",
    explanation: """
      In registry.yaml, policy.gates.versions says what every version must have to be published, and policy.gates.aliases.NAME
      what a version must have for that alias to be set or moved to it: metrics with their bounds (min, max,
      maxWorseThanCurrent), parameters, tags, and under requires lineage (to a version in a registry of datasets), job and
      signature. An alias's metrics are compared with those of the version that it named, a new version's with those of the
      version that production named, else of the highest one before it; where there is nothing to compare with, only min and
      max count. The gates are those after the change, and what was published before them stays.
      """,
    example: """
      gates: {versions: {metrics: {accuracy: {min: 0.9}}}}, and a version with accuracy: 0.88
      """
  ) { change, facts, findings throws(GitError) in
    for added in change.addedVersions {
      guard let registry = try change.registryOfGates(for: added.model, at: added.location, &findings),
        let gate = registry.value?.gates.versions,
        let version = try change.after.version("\(added.number)", of: added.model), let value = version.value
      else { continue }
      let current = try gate.comparesWithCurrent ? change.current(before: added) : nil
      let judge = GateJudge(
        gate: gate, name: "versions", verb: "publish", path: FieldPath("policy", "gates", "versions"),
        registry: registry)
      try judge.judge(value.facts, added.number, current, in: change, &findings) { metric in
        guard let metric, value.metrics[metric] != nil else { return added.location }
        return version.location("metrics", metric)
      }
    }
    for model in change.models {
      guard let manifest = model.after, let aliases = manifest.value?.aliases, !aliases.isEmpty else { continue }
      // An alias is one name in any case.
      let old = Dictionary((model.before?.value?.aliases ?? [:]).map { ($0.lowercased(), $1) }) { first, _ in first }
      for (alias, number) in aliases.sorted(by: { $0.key < $1.key }) where old[alias.lowercased()] != number {
        let place = manifest.location("aliases", alias)
        guard let registry = try change.registryOfGates(for: model.name, at: place, &findings),
          let (name, gate) = registry.value?.gates.aliases.first(where: { $0.key.lowercased() == alias.lowercased() }),
          let value = try change.after.version("\(number)", of: model.name)?.value
        else { continue }
        let previous = gate.comparesWithCurrent ? old[alias.lowercased()] : nil
        let current = try previous.flatMap { number throws(GitError) in try change.asItWas(number, of: model.name) }
        let judge = GateJudge(
          gate: gate, name: name, verb: "name", path: FieldPath("policy", "gates", "aliases", name), registry: registry)
        try judge.judge(value.facts, number, current, in: change, &findings) { _ in place }
      }
    }
  }
}

/// One gate, and where it stands.
private struct GateJudge {
  let gate: Gate
  let name: String
  /// What is done with a version that passes.
  let verb: String
  let path: FieldPath
  let registry: LoadedManifest<Registry>

  /// - Parameter place: where a metric stands; for nil, where the version or alias does.
  func judge(
    _ facts: ModelFacts, _ number: SemanticVersion, _ current: CurrentVersion?, in change: Change,
    _ findings: inout Findings, at place: (String?) -> SourceLocation
  ) throws(GitError) {
    for (metric, bound) in gate.metrics.sorted(by: { $0.key < $1.key }) {
      let value = facts.metrics[metric]
      guard let failure = bound.failure(of: value, current: current?.metric(metric)) else { continue }
      let what =
        value == nil ? "\(number) has no metric '\(metric)'" : "metric '\(metric)' of \(number) \(failure.what)"
      let wanted = failure.passes.map { "\(metric) of \($0)" } ?? "metric '\(metric)'"
      add(what, wanted: wanted, at: place(metric), field: path.appending("metrics").appending(metric), &findings)
    }
    for (index, key) in gate.parameters.enumerated() where facts.parameters[key] == nil {
      add(
        "\(number) has no parameter '\(key)'", wanted: "parameter '\(key)'", at: place(nil),
        field: path.appending("parameters").appending(index), &findings)
    }
    for (index, key) in gate.tags.enumerated() where facts.tags[key] == nil {
      add(
        "\(number) has no tag '\(key)'", wanted: "tag '\(key)'", at: place(nil),
        field: path.appending("tags").appending(index), &findings)
    }
    for (index, evidence) in gate.requires.enumerated() {
      guard try !change.has(evidence, facts) else { continue }
      let (what, wanted) = evidence.words
      add(
        "\(number) has no \(what)", wanted: wanted, at: place(nil), field: path.appending("requires").appending(index),
        &findings)
    }
  }

  private func add(
    _ what: String, wanted: String, at place: SourceLocation, field: FieldPath, _ findings: inout Findings
  ) {
    findings.add(
      "gate '\(name)' of registry '\(registryName)': \(what)", at: place,
      notes: [.init("the gate is here", at: registry.location(of: field))], help: "\(verb) a version with \(wanted)")
  }

  private var registryName: String {
    if case .registry(let name, _)? = LayoutPath(registry.path) { name } else { "\(registry.path)" }
  }
}

/// The version that a new one is compared with.
private struct CurrentVersion {
  let number: SemanticVersion
  let metrics: [String: Double]

  func metric(_ name: String) -> MetricBound.Current? {
    metrics[name].map { MetricBound.Current($0, of: number) }
  }
}

extension Gate {
  fileprivate var comparesWithCurrent: Bool { metrics.values.contains { $0.maxWorseThanCurrent != nil } }
}

extension Gate.Evidence {
  /// What is missing, and what would pass.
  fileprivate var words: (what: String, wanted: String) {
    switch self {
    case .lineage:
      ("lineage to a dataset version", "lineage to a version in a registry of datasets, such as Datasets/MODEL@VERSION")
    case .job: ("CI job", "the CI job that made it")
    case .signature: ("signature", "a signature")
    }
  }
}

extension Change {
  /// The registry whose gates count; tells where they cannot be read.
  fileprivate func registryOfGates(
    for model: ModelName, at place: SourceLocation, _ findings: inout Findings
  ) throws(GitError) -> LoadedManifest<Registry>? {
    let registry = try after.registry(model.registry)
    if registry != nil, registry?.value == nil {
      findings.add(
        "registry '\(model.registry)' cannot be read, so nobody knows its gates", at: place,
        help: "mend its registry.yaml first")
    }
    return registry
  }

  fileprivate func asItWas(_ number: SemanticVersion, of model: ModelName) throws(GitError) -> CurrentVersion? {
    guard let version = try before?.version("\(number)", of: model)?.value else { return nil }
    return CurrentVersion(number: number, metrics: version.metrics)
  }

  /// The version that production named before the change, else the highest that comes before the added one.
  fileprivate func current(before added: AddedVersion) throws(GitError) -> CurrentVersion? {
    let aliases = try before?.model(added.model)?.value?.aliases ?? [:]
    if let number = aliases.first(where: { $0.key.lowercased() == "production" })?.value {
      return try asItWas(number, of: added.model)
    }
    // Sorted by precedence, so that a push of many versions does not look at every number for each.
    let numbers = try published(of: added.model).numbers
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle].precedes(added.number) { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : try asItWas(numbers[low - 1], of: added.model)
  }

  fileprivate func has(_ evidence: Gate.Evidence, _ facts: ModelFacts) throws(GitError) -> Bool {
    switch evidence {
    case .job: return facts.job != nil
    case .signature: return facts.signature != nil
    case .lineage:
      for input in facts.lineage where !input.isAddress {
        guard let reference = Reference(input.input), case .version? = reference.selector else { continue }
        if reference.registry == "Datasets" { return true }
        guard case .only(let types)? = try after.registry(reference.registry)?.value?.acceptedArtifactTypes else {
          continue
        }
        if types.contains("dataset") { return true }
      }
      return false
    }
  }
}
