import ManifestCoding
import Manifests
import Rules

extension Change {
  static func events(of registry: ChangedManifest<String, Registry>) -> [RegistryEvent] {
    let name = registry.name
    func event(_ event: String, _ predicate: String, _ more: [(name: String, value: String?)] = []) -> RegistryEvent {
      RegistryEvent(event, predicate, [("registry", name)] + more)
    }
    guard let new = registry.after?.value else {
      return registry.isRemoved ? [event("registry-deleted", "deleted registry \(name)")] : []
    }
    guard let old = registry.before?.value else {
      return [
        event(
          "registry-created", "created registry \(name), visibility \(new.visibility.rawValue)",
          [("visibility", new.visibility.rawValue)])
      ] + memberEvents(of: name, [:], new.members)
    }
    var events: [RegistryEvent] = []
    if old.status != new.status {
      let verb = new.status == .retired ? "retired" : "reopened"
      events.append(event("registry-\(new.status == .retired ? "retired" : "reactivated")", "\(verb) registry \(name)"))
    }
    if old.visibility != new.visibility {
      let (from, to) = (old.visibility.rawValue, new.visibility.rawValue)
      let predicate = "changed the visibility of \(name): \(from) → \(to)"
      events.append(event("visibility-changed", predicate, [("from", from), ("to", to)]))
    }
    events += memberEvents(of: name, old.members, new.members)
    for alias in new.protectedAliases where !old.protectedAliases.contains(alias) {
      events.append(event("alias-protected", "protected alias \(alias) in \(name)", [("alias", alias)]))
    }
    for alias in old.protectedAliases where !new.protectedAliases.contains(alias) {
      events.append(event("alias-unprotected", "unprotected alias \(alias) in \(name)", [("alias", alias)]))
    }
    for model in new.retired where !old.retired.contains(model) {
      events.append(event("model-retired", "retired model \(name)/\(model)", [("model", model)]))
    }
    if old.acceptedArtifactTypes != new.acceptedArtifactTypes {
      let types =
        switch new.acceptedArtifactTypes {
        case .all: "all"
        case .only(let types): types.joined(separator: ", ")
        }
      events.append(event("accepted-types-changed", "let \(name) accept \(types)", [("to", types)]))
    }
    let told: Set = ["status", "visibility", "members", "protectedAliases", "retired", "acceptedArtifactTypes"]
    let fields = registry.changedFields.filter { !told.contains($0) }
    if !fields.isEmpty {
      events.append(event("registry-edited", "edited registry \(name)\(list(fields))", [("fields", joined(fields))]))
    }
    return events
  }

  private static func memberEvents(
    of registry: String, _ old: [String: RegistryRole], _ new: [String: RegistryRole]
  ) -> [RegistryEvent] {
    Set(old.keys).union(new.keys).sorted().compactMap { who in
      let (from, to) = (old[who], new[who])
      guard from != to else { return nil }
      let predicate =
        switch (from, to) {
        case (_, let to?): "became \(to.withArticle) of \(registry)" + (from.map { ", was \($0.rawValue)" } ?? "")
        case (let from, nil): "is no longer \(from?.withArticle ?? "a member") of \(registry)"
        }
      let parts = [("registry", registry), ("member", who), ("from", from?.rawValue), ("to", to?.rawValue)]
      return RegistryEvent(to == nil ? "role-withdrawn" : "role-granted", predicate, subject: who, parts)
    }
  }
}

extension RegistryRole {
  /// "an admin", "a viewer".
  fileprivate var withArticle: String { (self == .admin ? "an " : "a ") + rawValue }
}
