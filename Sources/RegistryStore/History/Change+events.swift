import Diagnostics
package import Git
import ManifestCoding
import Manifests
package import Rules

extension Change {
  /// What happened between the two snapshots: people first, then registries, then models and what is in them.
  package func events() throws(GitError) -> [RegistryEvent] {
    try organizationEvents + members.flatMap(Self.events) + teams.flatMap(Self.events) + registries.flatMap(Self.events)
      + modelEvents + fileEvents()
  }

  private var organizationEvents: [RegistryEvent] {
    guard let organization else { return [] }
    guard organization.before != nil else {
      let name = organization.after?.value?.name
      return [RegistryEvent("organization-founded", "founded \(name ?? "the organization")", [("organization", name)])]
    }
    let fields = organization.changedFields
    return [
      RegistryEvent("organization-edited", "changed the organization\(list(fields))", [("fields", joined(fields))])
    ]
  }

  private static func events(of member: ChangedManifest<String, Member>) -> [RegistryEvent] {
    let (name, role) = (member.name, member.after?.value?.role)
    func event(_ event: String, _ predicate: String, fields: [String] = []) -> RegistryEvent {
      RegistryEvent(
        event, predicate, subject: name, [("member", name), ("role", role?.rawValue), ("fields", joined(fields))])
    }
    if member.isAdded {
      return [event("member-added", "joined the organization\(role == .admin ? " as an admin" : "")")]
    }
    if member.isRemoved { return [event("member-removed", "left the organization")] }
    var events: [RegistryEvent] = []
    if let role, member.before?.value?.role != role {
      events.append(
        event("member-role-changed", "became \(role == .admin ? "an admin" : "a plain member") of the organization"))
    }
    let fields = member.changedFields.filter { $0 != "role" }
    if !fields.isEmpty { events.append(event("member-edited", "was edited\(list(fields))", fields: fields)) }
    return events
  }

  private static func events(of team: ChangedManifest<String, Team>) -> [RegistryEvent] {
    let name = team.name
    let (old, new) = (team.before?.value?.members ?? [], team.after?.value?.members ?? [])
    if team.isRemoved { return [RegistryEvent("team-deleted", "deleted team \(name)", [("team", name)])] }
    var events: [RegistryEvent] = []
    if team.isAdded { events.append(RegistryEvent("team-created", "created team \(name)", [("team", name)])) }
    for who in new where !old.contains(who) {
      events.append(
        RegistryEvent("team-joined", "joined team \(name)", subject: who, [("team", name), ("member", who)]))
    }
    for who in old where !new.contains(who) {
      events.append(RegistryEvent("team-left", "left team \(name)", subject: who, [("team", name), ("member", who)]))
    }
    return events
  }

  private func fileEvents() throws(GitError) -> [RegistryEvent] {
    var events: [RegistryEvent] = []
    for entry in entries {
      switch LayoutPath(entry.path) {
      case .modelCard(let registry, let model):
        let verb = entry.before == nil ? "wrote" : entry.after == nil ? "removed" : "edited"
        let name = model.map { "\(registry)/\($0)" } ?? registry
        events.append(
          RegistryEvent("card-edited", "\(verb) the card of \(name)", [("registry", registry), ("model", model)]))
      case .blob(let digest?):
        guard entry.before != nil, let reason = try after.tombstone(of: digest)?.reason else { continue }
        let parts = [("digest", "\(digest)"), ("reason", reason)]
        events.append(RegistryEvent("blob-purged", "purged \(digest): \(reason)", parts))
      case nil:
        let verb = entry.before == nil ? "added" : entry.after == nil ? "removed" : "changed"
        events.append(RegistryEvent("file-changed", "\(verb) \(entry.path)", [("path", "\(entry.path)")]))
      default: continue
      }
    }
    return events
  }
}

/// ": description, tags"; empty for none.
func list(_ fields: [String]) -> String { fields.isEmpty ? "" : ": " + fields.joined(separator: ", ") }

/// "description, tags"; nil for none.
func joined(_ fields: [String]) -> String? { fields.isEmpty ? nil : fields.joined(separator: ", ") }

extension ChangedManifest {
  /// The names of the top-level fields whose values differ, in the manifest's order.
  var changedFields: [String] {
    let old = before?.value?.fields ?? []
    let new = after?.value?.fields ?? []
    let names = new.map(\.key) + old.map(\.key).filter { key in !new.contains { $0.key == key } }
    return names.filter { key in old.first { $0.key == key }?.value != new.first { $0.key == key }?.value }
  }
}
