import Manifests
import RegistryStore

/// What of a model is to be set.
package struct ModelChanges: Sendable {
  /// Empty for none; nil for the one that is there.
  package var description: String?
  package var tags: [String: String]
  /// The model card, `README.md` in the model's folder: Markdown in UTF-8; nil for the one that is there.
  package var card: [UInt8]?

  package init(description: String? = nil, tags: [String: String] = [:], card: [UInt8]? = nil) {
    self.description = description
    self.tags = tags
    self.card = card
  }

  func writeCard(of name: ModelName, to edit: inout Edit) throws {
    guard let card, let path = name.cardPath else { return }
    try edit.write(card, at: path)
  }

  func apply(to model: inout Model) {
    if let description { model.description = description.isEmpty ? nil : description }
    model.tags.merge(tags) { $1 }
  }
}
