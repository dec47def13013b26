package import Diagnostics
import Manifests
package import Rules

extension EffectiveRole {
  /// `{"registry", "name", "role", "from"}`.
  package func value(in registry: String) -> JSONValue {
    .object([
      "registry": .string(registry), "name": .string(member), "role": .string(role.rawValue), "from": .string(source),
    ])
  }
}
