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

  private struct State {
    var runs: [Key: Watched] = [:]
    var isLoaded = false
    /// The versions that are being settled, by their ids.
    var settling: Set<String> = []
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
      state.runs[Key(registry: version.registry, run: version.run), default: Watched()].versions.append(version)
      state.runs[Key(registry: version.registry, run: version.run)]?.lastWord = now
    }
  }

  /// It was refused.
  func withdraw(_ announced: VersionRun) async throws { try await models.store.deleteVersionRun(announced.id) }

  // MARK: A run logs

  /// The versions that come from a run. Costs nothing for any other run.
  func versions(of run: String, in registry: String) async throws -> [VersionRun] {
    try await load()
    return state.withLock { $0.runs[Key(registry: registry, run: run)]?.versions ?? [] }
  }

  /// Notes that a run of a version logs something, before it does.
  func touch(_ run: String, in registry: String) async throws {
    let (settled, time) = (try await versions(of: run, in: registry).filter(\.isSettled), now)
    for version in settled { try await set(version, isSettled: false) }
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
      for version in found {
        state.runs[Key(registry: version.registry, run: version.run), default: Watched()].versions.append(version)
      }
    }
  }
}
