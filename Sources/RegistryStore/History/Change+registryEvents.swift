import ManifestCoding
import Manifests
import Rules

extension Change {
  static func events(of registry: ChangedManifest<String, Registry>) -> [RegistryEvent] {
    let name = registry.name
    guard let new = registry.after?.value else { return registry.isRemoved ? [.registry(name, .deleted)] : [] }
    guard let old = registry.before?.value else {
      return [.registry(name, .created(new.visibility))] + roleEvents(of: name, [:], new.members)
    }
    var events: [RegistryEvent] = []
    if old.status != new.status { events.append(.registry(name, new.status == .retired ? .retired : .reactivated)) }
    if old.visibility != new.visibility {
      events.append(.registry(name, .visibilityChanged(from: old.visibility, to: new.visibility)))
    }
    events += roleEvents(of: name, old.members, new.members)
    for alias in new.protectedAliases where !old.protectedAliases.contains(alias) {
      events.append(.registry(name, .aliasProtected(alias)))
    }
    for alias in old.protectedAliases where !new.protectedAliases.contains(alias) {
      events.append(.registry(name, .aliasUnprotected(alias)))
    }
    for model in new.retired where !old.retired.contains(model) {
      events.append(.model(ModelName(registry: name, model: model), .retired))
    }
    if old.acceptedArtifactTypes != new.acceptedArtifactTypes {
      events.append(.registry(name, .acceptedTypesChanged(to: new.acceptedArtifactTypes)))
    }
    let told: Set = ["status", "visibility", "members", "protectedAliases", "retired", "acceptedArtifactTypes"]
    let fields = registry.changedFields.filter { !told.contains($0) }
    if !fields.isEmpty { events.append(.registry(name, .edited(fields))) }
    return events
  }

  private static func roleEvents(
    of registry: String, _ old: [String: RegistryRole], _ new: [String: RegistryRole]
  ) -> [RegistryEvent] {
    Set(old.keys).union(new.keys).sorted().compactMap { who in
      let (from, to) = (old[who], new[who])
      return from == to ? nil : .registry(registry, .roleChanged(of: who, from: from, to: to))
    }
  }
}
