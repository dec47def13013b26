import Git
import Manifests
package import RegistryStore
import Rules

/// Removes a member from the organization, and the name from every registry and team.
package struct RemoveMember: Action {
  /// A member's name or e-mail address.
  package let who: String

  package init(_ who: String) { self.who = who }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    let snapshot = context.snapshot
    let member = try context.find.memberName(who)
    if let path = try snapshot.member(member)?.path { edit.remove(path) }
    try edit.leaveRegistries(member, in: snapshot)
    for name in try snapshot.teamNames() {
      guard var value = try snapshot.team(name)?.value, value.members.contains(member) else { continue }
      value.members.removeAll { $0 == member }
      try edit.write(value, at: "teams/\(name)")
    }
    return ActionEffect("Remove member \(who)")
  }
}

extension Edit {
  /// Takes a member or team out of every registry.
  ///
  /// - Parameter key: the member's name, or `team/NAME`.
  mutating func leaveRegistries(_ key: String, in snapshot: CommitSnapshot) throws {
    for name in try snapshot.registryNames() {
      guard var value = try snapshot.registry(name)?.value, value.members.removeValue(forKey: key) != nil else {
        continue
      }
      try write(value, at: "registries/\(name)/registry")
    }
  }
}
