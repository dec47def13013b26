import Access
import Actions
import Endpoints
import Git
import Manifests
import RegistryStore
import Rules
import RunStore
import Synchronization

/// The runs that versions come from. What such a run logs once its version is there waits in the store of runs, and becomes facts of the
/// version in one commit: when the run ends, or has said nothing for a while.
final class VersionRuns: Sendable {
  let models: ServedModels
  /// How long a run says nothing before what it logged is committed, in milliseconds.
  private let patience: Int64
  private let state = Mutex(State())

  private struct Key: Hashable {
    let registry: String
    let run: String
  }

  private struct Watched {
    var versions: [VersionRun] = []
    /// Milliseconds since 1970.
    var lastWord: Int64 = 0
    /// How often it said something.
    var words = 0
  }

  private struct VersionKey: Hashable {
    let model: ModelName
    let number: String
  }

  private struct State {
    var runs: [Key: Watched] = [:]
    /// The runs that a version comes from: one that it was made from, and one of its own.
    var byVersion: [VersionKey: [Key]] = [:]
    var isLoaded = false
    /// The versions that are being settled, by their ids.
    var settling: Set<String> = []
    /// The runs that are being made.
    var opening: Set<Key> = []
  }

  init(_ models: ServedModels, patience: Int64) {
    self.models = models
    self.patience = patience
  }

  private var now: Int64 { models.repository.now() }

  // MARK: A version is made

  /// What is to be noted, before a version's commit, of the run that it will come from: if the process ends in between, the run is found
  /// in the manifests.
  func announced(_ run: String, _ model: ModelName, folder: String?, by principal: Principal) -> VersionRun {
    VersionRun(
      id: RunID.make(), registry: model.registry, run: run, model: model.model, folder: folder,
      principal: principal.claim, source: principal.source, since: now)
  }

  /// The version has landed, and that is noted.
  func made(_ version: VersionRun) async throws {
    try await load()
    state.withLock { [version, now] state in
      Self.add(version, to: &state)
      state.runs[Key(registry: version.registry, run: version.run)]?.lastWord = now
    }
  }

  private static func add(_ version: VersionRun, to state: inout State) {
    let key = Key(registry: version.registry, run: version.run)
    state.runs[key, default: Watched()].versions.append(version)
    let model = ModelName(registry: version.registry, model: version.model)
    state.byVersion[VersionKey(model: model, number: version.version ?? ""), default: []].append(key)
  }

  /// It was refused.
  func withdraw(_ announced: VersionRun) async throws { try await models.store.deleteVersionRun(announced.id) }

  /// Runs a closure while it runs for no other caller with the same run.
  func alone<Value>(_ run: String, in registry: String, _ body: () async throws -> Value) async throws -> Value {
    let key = Key(registry: registry, run: run)
    while state.withLock({ !$0.opening.insert(key).inserted }) { try await Task.sleep(for: .milliseconds(5)) }
    defer { state.withLock { _ = $0.opening.remove(key) } }
    return try await body()
  }

  // MARK: A run logs

  /// The versions that come from a run. Costs nothing for any other run.
  func versions(of run: String, in registry: String) async throws -> [VersionRun] {
    try await load()
    return state.withLock { $0.runs[Key(registry: registry, run: run)]?.versions ?? [] }
  }

  /// What the runs of a version logged, and the version does not have yet.
  func unsettled(_ number: SemanticVersion, _ model: ModelName) async throws -> [LateFacts] {
    try await load()
    let key = VersionKey(model: model, number: "\(number)")
    let waiting = state.withLock { state -> [VersionRun] in
      let runs = state.byVersion[key] ?? []
      let versions: [VersionRun] = runs.flatMap { run in state.runs[run]?.versions ?? [] }
      return versions.filter { $0.version == key.number && $0.model == model.model && !$0.isSettled }
    }
    var late: [LateFacts] = []
    for version in waiting { if let facts = try await LateFacts(of: version, models) { late.append(facts) } }
    return late
  }

  /// Notes that somebody logs something to a run of a version, before it is logged: who did so last commits it.
  func touch(_ run: String, in registry: String, by principal: Principal) async throws {
    let time = now
    for version in try await versions(of: run, in: registry) {
      let isSame = version.principal == principal.claim && version.source == principal.source
      guard version.isSettled || !isSame else { continue }
      var version = version
      (version.principal, version.source) = (principal.claim, principal.source)
      try await set(version, isSettled: false)
    }
    state.withLock { state in
      state.runs[Key(registry: registry, run: run)]?.lastWord = time
      state.runs[Key(registry: registry, run: run)]?.words += 1
    }
  }

  private func set(_ version: VersionRun, isSettled: Bool) async throws {
    var changed = version
    changed.isSettled = isSettled
    try await models.store.put(changed)
    state.withLock { [changed] state in
      let key = Key(registry: changed.registry, run: changed.run)
      guard let index = state.runs[key]?.versions.firstIndex(where: { $0.id == changed.id }) else { return }
      state.runs[key]?.versions[index] = changed
    }
  }

  // MARK: What it logged becomes facts

  /// Commits what a run logged and its versions do not have.
  func settle(_ run: String, in registry: String) async throws {
    for version in try await versions(of: run, in: registry) where !version.isSettled { await settle(version) }
  }

  private func settle(_ version: VersionRun) async {
    // One after another: what the first commits is no late fact for the second.
    while state.withLock({ !$0.settling.insert(version.id).inserted }) { try? await Task.sleep(for: .milliseconds(10)) }
    defer { state.withLock { _ = $0.settling.remove(version.id) } }
    let key = Key(registry: version.registry, run: version.run)
    let words = state.withLock { state in
      let watched = state.runs[key]
      return watched?.versions.contains { $0.id == version.id && !$0.isSettled } == true ? watched?.words : nil
    }
    guard let words else { return }
    do {
      try await LateFacts(of: version, models)?.commit(models)
    } catch {
      let problem = MLflowError(error)
      // What may go by itself is tried again.
      guard problem.code.status < 500, problem.code != .resourceExhausted else { return }
      // The run is the client's; that its version lacks something is told by a tag of it.
      try? await models.store.setTag(Tag(Self.problem, problem.message), ofRun: version.run, in: version.registry)
    }
    // What it said meanwhile is settled next time.
    guard state.withLock({ $0.runs[key]?.words }) == words else { return }
    try? await set(version, isSettled: true)
  }

  /// The tag that says why what a run logged is not in its version.
  static let problem = "git-registry.version.problem"

  /// Settles the runs that have said nothing for a while; again and again, until the task is cancelled.
  func watch() async {
    while !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(min(max(patience / 4, 50), 5_000)))
      guard (try? await load()) != nil else { continue }
      let (time, patience) = (now, patience)
      let quiet = state.withLock { state in
        state.runs.values.filter { $0.lastWord + patience <= time }.flatMap(\.versions).filter { !$0.isSettled }
      }
      for version in quiet { await settle(version) }
    }
  }

  /// Reads what is known from before, once. A version whose commit did not land is forgotten.
  private func load() async throws {
    guard !state.withLock({ $0.isLoaded }) else { return }
    var found: [VersionRun] = []
    for var version in try await models.store.versionRuns() {
      if version.version == nil {
        let (model, run) = (ModelName(registry: version.registry, model: version.model), version.run)
        let landed = try await models.view { view in try view.newest(of: model, from: run).map { "\($0)" } }
        guard let landed, !found.contains(where: { $0.version == landed && $0.model == version.model }) else {
          try await models.store.deleteVersionRun(version.id)
          continue
        }
        version.version = landed
        try await models.store.put(version)
      }
      found.append(version)
    }
    state.withLock { [found] state in
      guard !state.isLoaded else { return }
      state.isLoaded = true
      for version in found { Self.add(version, to: &state) }
    }
  }
}
