package import Manifests
package import Query

/// A registry, as filters, orders and columns see it.
package struct RegistryRow: SearchRow, Sendable {
  package let name: String
  package let registry: Registry

  package var texts: [String] { [name, registry.description].compactMap { $0 } }

  package func values(of field: Field) -> [FieldValue] {
    switch field {
    case .attribute(.name): [.text(name)]
    case .attribute(.status): [.text(registry.status.rawValue)]
    default: []
    }
  }
}
