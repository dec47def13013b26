/// A named line of versions: `registries/REGISTRY/NAME/model.yaml`.
package struct Model: Hashable, Sendable {
  package var description: String?
  package var tags: [String: String]
  /// Alias → version.
  package var aliases: [String: SemanticVersion]
  /// Version numbers that can never be published again.
  package var retired: [SemanticVersion]

  package init(
    description: String? = nil, tags: [String: String] = [:], aliases: [String: SemanticVersion] = [:],
    retired: [SemanticVersion] = []
  ) {
    self.description = description
    self.tags = tags
    self.aliases = aliases
    self.retired = retired
  }

  /// The aliases that name a version, sorted.
  package func aliases(of number: SemanticVersion) -> [String] {
    aliases.filter { $0.value == number }.keys.sorted()
  }
}
