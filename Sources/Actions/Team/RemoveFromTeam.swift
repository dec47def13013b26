import Manifests
package import RegistryStore

/// Removes members from a team.
package struct RemoveFromTeam: Action {
  package let team: String
  /// By name or e-mail address.
  package let members: [String]

  package init(_ members: [String], from team: String) {
    self.team = team
    self.members = members
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    var value = try context.find.team(team)
    for member in try members.map(context.find.memberName) {
      guard let index = value.members.firstIndex(of: member) else {
        throw ActionFailure(.notFound, "'\(member)' is not in team '\(team)'")
      }
      value.members.remove(at: index)
    }
    try edit.write(value, at: "teams/\(team)")
    return ActionEffect("Remove \(members.joined(separator: ", ")) from team \(team)")
  }
}
