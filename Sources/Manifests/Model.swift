/// A named line of versions: `registries/REGISTRY/NAME/model.yaml`.
package struct Model: Hashable, Sendable {
  /// What people and MLflow's clients call it, if that is not its folder's name: one line, which no other model of the registry has.
  package var title: String?
  package var description: String?
  package var tags: [String: String]
  /// Alias → version.
  package var aliases: [String: SemanticVersion]
  /// Version numbers that can never be published again.
  package var retired: [SemanticVersion]

  package init(
    title: String? = nil, description: String? = nil, tags: [String: String] = [:],
    aliases: [String: SemanticVersion] = [:],
    retired: [SemanticVersion] = []
  ) {
    self.title = title
    self.description = description
    self.tags = tags
    self.aliases = aliases
    self.retired = retired
  }

  /// Characters of a title, at most: as many as MLflow keeps of a name.
  package static let titleLimit = 256

  /// The aliases that name a version, sorted.
  package func aliases(of number: SemanticVersion) -> [String] {
    aliases.filter { $0.value == number }.keys.sorted()
  }
}
