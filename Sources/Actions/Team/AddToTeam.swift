import Manifests
package import RegistryStore

/// Adds members to a team; whoever is in it stays so.
package struct AddToTeam: Action {
  package let team: String
  /// By name or e-mail address.
  package let members: [String]

  package init(_ members: [String], to team: String) {
    self.team = team
    self.members = members
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    var value = try context.find.team(team)
    value.members += try members.map(context.find.memberName).unique(without: value.members)
    try edit.write(value, at: "teams/\(team)")
    return ActionEffect("Add \(members.joined(separator: ", ")) to team \(team)")
  }
}
