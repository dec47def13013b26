import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let gateNotPassed = Rule(
    "gate-not-passed", .transition,
    summary: "a version that does not pass its registry's quality gates",
    explanation: """
      In registry.yaml, policy.gates.versions says what every version must have to be published, and policy.gates.aliases.NAME
      what a version must have for that alias to be set or moved to it: metrics with their bounds (min, max,
      maxWorseThanCurrent), parameters, tags, and under requires lineage (to a version in a registry of datasets), job and
      signature. An alias's metrics are compared with those of the version that it named, a new version's with those of the
      version that production named, else of the highest one before it; if there is nothing to compare with, only min and
      max count. The gates are those after the change, and what was published before them stays. For an alias only what its
      version had before the change counts, unless the version is new; and what it was made from must have been published before.
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
      try judge.judge(CountedFacts(value.facts), added.number, current, in: change, &findings) { metric in
        guard let metric, value.metrics[metric] != nil else { return added.location }
        return version.location("metrics", metric)
      }
    }
    var gates: [String: [String: (name: String, gate: Gate)]] = [:]
    for model in change.models {
      guard let manifest = model.after, let aliases = manifest.value?.aliases, !aliases.isEmpty else { continue }
      // An alias is one name in any case.
      let old = Dictionary((model.before?.value?.aliases ?? [:]).map { ($0.lowercased(), $1) }) { first, _ in first }
      for (alias, number) in aliases.sorted(by: { $0.key < $1.key }) where old[alias.lowercased()] != number {
        let place = manifest.location("aliases", alias)
        guard let registry = try change.registryOfGates(for: model.name, at: place, &findings) else { continue }
        let byAlias = gates[model.name.registry] ?? registry.value?.gates.byFoldedAlias ?? [:]
        gates[model.name.registry] = byAlias
        guard let (name, gate) = byAlias[alias.lowercased()],
          let value = try change.after.version("\(number)", of: model.name)?.value
        else { continue }
        let published = try change.before?.version("\(number)", of: model.name)
        let facts = CountedFacts(value.facts, publishedAs: published.map { $0.value?.facts ?? ModelFacts() })
        let previous = gate.comparesWithCurrent ? old[alias.lowercased()] : nil
        let current = try previous.flatMap { number throws(GitError) in try change.asItWas(number, of: model.name) }
        let judge = GateJudge(
          gate: gate, name: name, verb: "name", path: FieldPath("policy", "gates", "aliases", name), registry: registry)
        try judge.judge(facts, number, current, in: change, &findings) { _ in place }
      }
    }
  }
}

/// One gate, and where it is.
private struct GateJudge {
  let gate: Gate
  let name: String
  /// What is done with a version that passes.
  let verb: String
  let path: FieldPath
  let registry: LoadedManifest<Registry>

  /// - Parameter place: where a metric is; for nil, where the version or alias is.
  func judge(
    _ facts: CountedFacts, _ number: SemanticVersion, _ current: CurrentVersion?, in change: Change,
    _ findings: inout Findings, at place: (String?) -> SourceLocation
  ) throws(GitError) {
    func add(
      _ what: String, wanted: String, isLate: Bool = false, at place: SourceLocation, _ field: FieldPath
    ) {
      findings.add(
        "gate '\(name)' of registry '\(registryName)': \(what)\(isLate ? " before this change" : "")", at: place,
        notes: [.init("the gate is here", at: registry.location(of: field))],
        help: isLate
          ? "add it to \(number) first, and set the alias in a later push" : "\(verb) a version with \(wanted)")
    }
    let (counted, all) = (facts.counted, facts.all)
    for (metric, bound) in gate.metrics.sorted(by: { $0.key < $1.key }) {
      let value = counted.metrics[metric]
      guard let failure = bound.failure(of: value, current: current?.metric(metric)) else { continue }
      let what =
        value == nil ? "\(number) has no metric '\(metric)'" : "metric '\(metric)' of \(number) \(failure.what)"
      let wanted = failure.passes.map { "\(metric) of \($0)" } ?? "metric '\(metric)'"
      add(
        what, wanted: wanted, isLate: value == nil && all.metrics[metric] != nil, at: place(metric),
        path.appending("metrics").appending(metric))
    }
    for (index, key) in gate.parameters.enumerated() where counted.parameters[key] == nil {
      add(
        "\(number) has no parameter '\(key)'", wanted: "parameter '\(key)'", isLate: all.parameters[key] != nil,
        at: place(nil), path.appending("parameters").appending(index))
    }
    for (index, key) in gate.tags.enumerated() where counted.tags[key] == nil {
      add(
        "\(number) has no tag '\(key)'", wanted: "tag '\(key)'", isLate: all.tags[key] != nil, at: place(nil),
        path.appending("tags").appending(index))
    }
    for (index, evidence) in gate.requires.enumerated() {
      guard try !change.has(evidence, counted) else { continue }
      let (what, wanted) = evidence.words
      add(
        "\(number) has no \(what)", wanted: wanted, isLate: try change.has(evidence, all), at: place(nil),
        path.appending("requires").appending(index))
    }
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

extension Gates {
  /// The gates of aliases by the one name that each is in any case.
  fileprivate var byFoldedAlias: [String: (name: String, gate: Gate)] {
    Dictionary(aliases.sorted { $0.key < $1.key }.map { ($0.key.lowercased(), ($0.key, $0.value)) }) { first, _ in first
    }
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
      (
        "lineage to a dataset version that was published before",
        "lineage to a version in a registry of datasets, such as Datasets/MODEL@VERSION"
      )
    case .job: ("CI job", "the CI job that made it")
    case .signature: ("signature", "a signature")
    }
  }
}

extension Change {
  /// The registry whose gates count; adds a finding if they cannot be read.
  fileprivate func registryOfGates(
    for model: ModelName, at place: SourceLocation, _ findings: inout Findings
  ) throws(GitError) -> LoadedManifest<Registry>? {
    let registry = try after.registry(model.registry)
    if registry != nil, registry?.value == nil, try !makesRegistryUnreadable(model.registry) {
      findings.add(
        "registry '\(model.registry)' cannot be read, so its gates are not known", at: place,
        help: "fix its registry.yaml first")
    }
    return registry
  }

  fileprivate func asItWas(_ number: SemanticVersion, of model: ModelName) throws(GitError) -> CurrentVersion? {
    guard let version = try before?.version("\(number)", of: model)?.value else { return nil }
    return CurrentVersion(number: number, metrics: version.metrics)
  }

  /// The version that production named before the change, else the highest that comes before the added one.
  fileprivate func current(before added: AddedVersion) throws(GitError) -> CurrentVersion? {
    if let number = try productionVersion(of: added.model) { return try asItWas(number, of: added.model) }
    // Sorted by precedence, so that a push of many versions does not look at every number for each.
    let numbers = try published(of: added.model).numbers
    let count = numbers.countOfFirst { $0.precedes(added.number) }
    return count == 0 ? nil : try asItWas(numbers[count - 1], of: added.model)
  }

  private func productionVersion(of model: ModelName) throws(GitError) -> SemanticVersion? {
    if let known = memory.production[model] { return known }
    let aliases = try before?.model(model)?.value?.aliases ?? [:]
    let number = aliases.first { $0.key.lowercased() == "production" }?.value
    memory.production[model] = .some(number)
    return number
  }

  /// True for a version that was there before the change, or was retired before it. A first push brings all there is.
  private func wasPublished(_ number: SemanticVersion, of model: ModelName) throws(GitError) -> Bool {
    guard let before else { return true }
    if try before.version("\(number)", of: model) != nil { return true }
    if try published(of: model).retiredNames.contains("\(number)") { return true }
    return try modelsRetiredBefore(in: model.registry).contains(model.model)
  }

  fileprivate func has(_ evidence: Gate.Evidence, _ facts: ModelFacts) throws(GitError) -> Bool {
    switch evidence {
    case .job: return facts.job != nil
    case .signature: return facts.signature != nil
    case .lineage:
      for input in facts.lineage where !input.isAddress {
        guard let reference = Reference(input.input) else { continue }
        guard let name = reference.modelName, case .version(let number)? = reference.selector,
          try wasPublished(number, of: name)
        else { continue }
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
