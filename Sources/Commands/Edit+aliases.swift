import Manifests
import RegistryStore

extension Edit {
  /// Points aliases of a model at a version; nothing for none.
  mutating func point(
    _ aliases: [String], at number: SemanticVersion, of model: ModelName, in snapshot: CommitSnapshot
  ) throws {
    guard !aliases.isEmpty else { return }
    var value = try Finder(snapshot: snapshot).model(model)
    for alias in aliases { value.aliases[alias] = number }
    try write(value, at: "\(model.folder)/model")
  }
}
