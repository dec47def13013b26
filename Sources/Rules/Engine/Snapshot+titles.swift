package import GitObjects
import ManifestCoding
package import Manifests

extension Snapshot {
  /// The models of a registry that have a title, by it: folders in order. Found once, then remembered. Manifests that say nothing of a
  /// title are recognized by their bytes, and never decoded.
  package func titles(in registry: String) throws(GitError) -> [String: [String]] {
    if let known = memory.titles[registry] { return known }
    var titles: [String: [String]] = [:]
    for name in try modelNames(in: registry) {
      guard let title = try title(of: ModelName(registry: registry, model: name)) else { continue }
      titles[title, default: []].append(name)
    }
    memory.titles[registry] = titles
    return titles
  }

  /// The title of a model; nil if it has none, or cannot be read.
  package func title(of model: ModelName) throws(GitError) -> String? {
    for format in ManifestFormat.allCases {
      guard let path = RepositoryPath("\(model.folder)/model.\(format.rawValue)"), let entry = try entry(at: path),
        !entry.mode.isFolder
      else { continue }
      let content = try content(of: entry.id, atMost: ManifestKind.model.sizeLimitInBytes)
      guard content.map({ ManifestText.maySay("title", $0) }) ?? false else { return nil }
      return try self.model(model)?.value?.title
    }
    return nil
  }

  /// True if a registry has a folder of that name.
  func hasModel(called name: String, in registry: String) throws(GitError) -> Bool {
    guard NameGrammar.model.accepts(name) else { return false }
    return try model(ModelName(registry: registry, model: name)) != nil
  }
}
