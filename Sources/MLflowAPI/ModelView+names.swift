import Actions
import Git
import GitObjects
import Manifests
import RegistryStore
import Rules

/// MLflow's names are free text: a model's title, or the name of its folder.
extension ModelView {
  /// The model that a client calls so. No title is another model's folder, so that at most one can be meant.
  func find(_ name: String, in registry: String) throws -> ModelName {
    guard let found = try known(name, in: registry) else { throw Self.missing(name) }
    return found
  }

  /// The same; nil if there is none.
  func known(_ name: String, in registry: String) throws -> ModelName? {
    if NameGrammar.model.accepts(name) {
      let model = ModelName(registry: registry, model: name)
      if let path = RepositoryPath(model.folder), try reader.snapshot.entry(at: path) != nil,
        try reader.snapshot.model(model) != nil
      {
        return model
      }
    }
    return try indexes.titles(in: registry, of: reader.snapshot).models[name].map {
      ModelName(registry: registry, model: $0)
    }
  }

  /// What clients call a model.
  func name(of model: ModelName) throws -> String { try manifest(of: model).title ?? model.model }

  func modelNames(in registry: String) throws -> [String] { try reader.snapshot.modelNames(in: registry) }

  /// The folder for a new model that clients call so: the name itself, or what is left of it where folders cannot be called so, with a
  /// number behind it if that is taken, was retired, or is the title of another one.
  func freeFolder(for name: String, in registry: String) throws -> ModelName {
    let titles = try indexes.titles(in: registry, of: reader.snapshot).models
    let retired = try reader.find.registry(registry).retired
    var taken = Set((try modelNames(in: registry) + retired).map { $0.lowercased() })
    for title in titles.keys { taken.insert(title.lowercased()) }
    let slug = ModelSlug.of(name)
    var folder = slug
    var count = 1
    while taken.contains(folder.lowercased()) {
      count += 1
      folder = "\(slug)-\(count)"
    }
    return ModelName(registry: registry, model: folder)
  }
}
