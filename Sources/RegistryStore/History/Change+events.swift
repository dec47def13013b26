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
    guard organization.before != nil else { return [.organization(.founded(organization.after?.value?.name))] }
    return [.organization(.edited(organization.changedFields))]
  }

  private static func events(of member: ChangedManifest<String, Member>) -> [RegistryEvent] {
    let (name, role) = (member.name, member.after?.value?.role)
    if member.isAdded { return [.member(name, .added(role))] }
    if member.isRemoved { return [.member(name, .removed)] }
    var events: [RegistryEvent] = []
    if let role, member.before?.value?.role != role { events.append(.member(name, .roleChanged(to: role))) }
    let fields = member.changedFields.filter { $0 != "role" }
    if !fields.isEmpty { events.append(.member(name, .edited(fields, role))) }
    return events
  }

  private static func events(of team: ChangedManifest<String, Team>) -> [RegistryEvent] {
    let name = team.name
    let (old, new) = (team.before?.value?.members ?? [], team.after?.value?.members ?? [])
    if team.isRemoved { return [.team(name, .deleted)] }
    return (team.isAdded ? [.team(name, .created)] : [])
      + new.filter { !old.contains($0) }.map { .team(name, .joined($0)) }
      + old.filter { !new.contains($0) }.map { .team(name, .left($0)) }
  }

  private func fileEvents() throws(GitError) -> [RegistryEvent] {
    var events: [RegistryEvent] = []
    for entry in entries {
      switch LayoutPath(entry.path) {
      case .modelCard(let registry, let model): events.append(.card(registry: registry, model: model, .init(entry)))
      case .blob(let digest?):
        guard entry.before != nil, let reason = try after.tombstone(of: digest)?.reason else { continue }
        events.append(.blobPurged(digest, reason: reason))
      case nil: events.append(.file(entry.path, .init(entry)))
      default: continue
      }
    }
    return events
  }
}

extension ChangedManifest {
  /// The names of the top-level fields whose values differ, in the manifest's order.
  var changedFields: [String] {
    let old = before?.value?.fields ?? []
    let new = after?.value?.fields ?? []
    let names = new.map(\.key) + old.map(\.key).filter { key in !new.contains { $0.key == key } }
    return names.filter { key in old.first { $0.key == key }?.value != new.first { $0.key == key }?.value }
  }
}
