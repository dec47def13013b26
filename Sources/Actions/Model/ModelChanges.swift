import Manifests
import RegistryStore

/// What of a model is to be set.
package struct ModelChanges: Sendable {
  /// Empty for none; nil for the one that is there.
  package var title: String?
  /// Empty for none; nil for the one that is there.
  package var description: String?
  package var tags: [String: String]
  /// The model card, `README.md` in the model's folder: Markdown in UTF-8; nil for the one that is there.
  package var card: [UInt8]?

  package init(
    title: String? = nil, description: String? = nil, tags: [String: String] = [:], card: [UInt8]? = nil
  ) {
    self.title = title
    self.description = description
    self.tags = tags
    self.card = card
  }

  func writeCard(of name: ModelName, to edit: inout Edit) throws {
    guard let card, let path = name.cardPath else { return }
    try edit.write(card, at: path)
  }

  func apply(to model: inout Model) {
    if let title { model.title = title.isEmpty ? nil : title }
    if let description { model.description = description.isEmpty ? nil : description }
    model.tags.merge(tags) { $1 }
  }
}
