package import Git
import Manifests
import Rules

extension FactReader {
  /// Every model of a registry, or of all; those whose manifest cannot be read are noted.
  package func modelRows(in registry: String?) throws(GitError) -> [ModelRow] {
    var rows: [ModelRow] = []
    for name in try models(in: registry) {
      guard let found = try snapshot.model(name) else { continue }
      guard let model = found.value else {
        unreadable.insert("\(found.path)")
        continue
      }
      rows.append(ModelRow(name: name, model: model, card: try card(of: name)))
    }
    return rows
  }

  /// Every registry; those whose manifest cannot be read are noted.
  package func registryRows() throws(GitError) -> [RegistryRow] {
    var rows: [RegistryRow] = []
    for name in try snapshot.registryNames() {
      guard let found = try snapshot.registry(name) else { continue }
      guard let registry = found.value else {
        unreadable.insert("\(found.path)")
        continue
      }
      rows.append(RegistryRow(name: name, registry: registry))
    }
    return rows
  }
}
