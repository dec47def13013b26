import Access
import Actions
import Endpoints
import ManifestCoding
import Manifests
import Rules
import RunStore

/// Makes the runs behind versions that come from none, as soon as somebody asks for one: with the version's parameters and metrics.
struct OwnRuns: Sendable {
  private let versionRuns: VersionRuns
  private var models: ServedModels { versionRuns.models }

  init(_ versionRuns: VersionRuns) { self.versionRuns = versionRuns }

  /// Makes the run that a call names, if it is one of these and its version is there. What is wrong with the call is found by its handler.
  func open(_ call: MLflowCall) async throws {
    guard let id = try? call.fields.runID(), let own = OwnRun(id, in: call.registry) else { return }
    _ = try await open(own)
  }

  /// - Returns: nil if there is no such version.
  func open(_ own: OwnRun) async throws -> Run? {
    try await versionRuns.alone(own.id, in: own.model.registry) {
      if let run = try await known(own) { return run }
      let model = own.model
      let found = try await models.view { view -> (name: String, value: ModelVersion)? in
        guard try view.known(model.model, in: model.registry) == model,
          let value = try view.value(of: own.number, model)
        else { return nil }
        return (try view.name(of: model), value)
      }
      guard let found else { return nil }
      return try await make(own, found.name, found.value)
    }
  }

  /// The run, if it was made with all that belongs to it.
  private func known(_ own: OwnRun) async throws -> Run? {
    guard try await !versionRuns.versions(of: own.id, in: own.model.registry).isEmpty else { return nil }
    return try await models.store.knownRun(own.id, in: own.model.registry)
  }

  private func make(_ own: OwnRun, _ name: String, _ version: ModelVersion) async throws -> Run {
    let (registry, store, now) = (own.model.registry, models.store, models.repository.now())
    try await store.prepare(registry, now: now)
    // A server that was killed may have made it, and not noted that it is whole.
    if try await store.knownRun(own.id, in: registry) == nil {
      let experiment = try await store.experiment(ofModel: name, in: registry, now: now)
      let tags = version.tags.filter { !VersionTag.all.contains($0.key) && $0.key != Tag.runName }
      let new = NewRun(
        id: own.id, experiment: experiment.id, user: version.createdBy ?? "", name: "\(own.number)",
        started: ModelView.created(version) ?? now, tags: tags.map { Tag($0.key, $0.value) })
      _ = try await store.createRun(new, in: registry, repeating: nil, now: now)
    }
    try await log(version, to: own.id, in: registry)
    if try await versionRuns.versions(of: own.id, in: registry).isEmpty {
      let made = VersionRun(
        id: RunID.make(), registry: registry, run: own.id, model: own.model.model, version: "\(own.number)", folder: "",
        principal: nil, source: nil, since: 0, isSettled: true)
      try await store.put(made)
      try await versionRuns.made(made)
    }
    return try await store.run(own.id, in: registry)
  }

  /// Logs what the version has. What MLflow's limits do not allow in a run is in the version alone.
  private func log(_ version: ModelVersion, to run: String, in registry: String) async throws {
    let time = ModelView.created(version) ?? 0
    for (key, value) in version.metrics.sorted(by: { $0.key < $1.key }) {
      try await passing { () throws(RunStoreError) in
        try await models.store.logMetric(MetricPoint(key, value, timestamp: time, step: 0), to: run, in: registry)
      }
    }
    for (key, value) in version.parameters.sorted(by: { $0.key < $1.key }) {
      try await passing { () throws(RunStoreError) in
        try await models.store.logParameter(Parameter(key, value.description), to: run, in: registry)
      }
    }
  }

  private func passing(_ body: () async throws(RunStoreError) -> Void) async throws {
    do { try await body() } catch { guard error.kind == .invalid else { throw error } }
  }
}
