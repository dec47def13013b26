import Catalog
import Git
import GitObjects
import ManifestCoding
import Manifests
import Rules
import Synchronization

/// What is remembered of models between requests, for any thread: a model's folder in git that is the same says the same.
final class ModelIndexes: Sendable {
  private let state = Mutex(State())
  let history = HistoryConnections()

  private struct State {
    var models: [ModelName: ModelIndex] = [:]
    /// Of all models.
    var versionCount = 0
    var titles: [String: RegistryTitles] = [:]
  }

  /// Versions that are remembered, at most: some 100 bytes each.
  private static let versionLimit = 1_000_000

  /// The index of a model whose folder is a tree; another state of it as a start for one.
  func known(_ model: ModelName) -> ModelIndex? { state.withLock { $0.models[model] } }

  func remember(_ index: ModelIndex, of model: ModelName) {
    state.withLock { state in
      if state.versionCount + index.entries.count > Self.versionLimit { (state.models, state.versionCount) = ([:], 0) }
      state.versionCount += index.entries.count - (state.models[model]?.entries.count ?? 0)
      state.models[model] = index
    }
  }

  /// The titles of a registry's models as a snapshot has them.
  func titles(in registry: String, of snapshot: any Snapshot) throws(GitError) -> RegistryTitles {
    guard let path = RepositoryPath("registries/\(registry)"), let folder = try snapshot.entry(at: path) else {
      return RegistryTitles()
    }
    let known = state.withLock { $0.titles[registry] }
    if let known, known.folder == folder.id { return known }
    let titles = try RegistryTitles(of: registry, folder.id, snapshot, known)
    state.withLock { $0.titles[registry] = titles }
    return titles
  }
}
