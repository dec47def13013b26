import Git
import GitObjects
import Manifests
import Rules

/// The titles of a registry's models.
struct RegistryTitles: Sendable {
  /// The registry's folder that they are of.
  let folder: ObjectID?
  private var titles: [String: (tree: ObjectID, title: String?)] = [:]
  /// Folders by title.
  private(set) var models: [String: String] = [:]

  init() { folder = nil }

  /// - Parameter known: those of an earlier state, for models that are as they were.
  init(
    of registry: String, _ folder: ObjectID, _ snapshot: any Snapshot, _ known: RegistryTitles?
  ) throws(GitError) {
    self.folder = folder
    guard let path = RepositoryPath("registries/\(registry)") else { return }
    for entry in try snapshot.entries(in: path) where entry.mode.isFolder {
      let name = String(decoding: entry.name, as: UTF8.self)
      if let same = known?.titles[name], same.tree == entry.id {
        titles[name] = same
      } else {
        titles[name] = (entry.id, try snapshot.title(of: ModelName(registry: registry, model: name)))
      }
      if let title = titles[name]?.title { models[title] = name }
    }
  }
}
