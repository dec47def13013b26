package import Manifests
package import Query

/// A model, as filters, orders and columns see it.
package struct ModelRow: SearchRow, Sendable {
  package let name: ModelName
  package let model: Model
  /// The model card; nil if there is none.
  let card: String?

  package var texts: [String] {
    [name.registry, name.model, model.title, model.description, card].compactMap { $0 }
      + model.tags.flatMap { [$0.key, $0.value] }
  }

  package func values(of field: Field) -> [FieldValue] {
    switch field {
    case .tag(let key): model.tags[key].map { [.text($0)] } ?? []
    case .attribute(.registry): [.text(name.registry)]
    case .attribute(.name): [.text(name.model)]
    case .attribute(.title): model.title.map { [.text($0)] } ?? []
    case .attribute(.alias): model.aliases.keys.sorted().map { .text($0) }
    default: []
    }
  }
}
