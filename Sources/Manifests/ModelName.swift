package import GitObjects

/// A model's full name: `REGISTRY/MODEL`.
package struct ModelName: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let registry: String
  package let model: String

  package init(registry: String, model: String) {
    self.registry = registry
    self.model = model
  }

  package var description: String { "\(registry)/\(model)" }
  package var folder: String { "registries/\(registry)/\(model)" }

  /// Where the model card lies; see ``LayoutPath/modelCard(registry:model:)``.
  package var cardPath: RepositoryPath? { RepositoryPath("\(folder)/README.md") }

  /// A longer card is not read, nor written.
  package static let cardLimitInBytes = 256 * 1024

  package static func < (left: ModelName, right: ModelName) -> Bool {
    (left.registry, left.model) < (right.registry, right.model)
  }
}
