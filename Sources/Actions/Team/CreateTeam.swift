import Manifests
package import RegistryStore
import Rules

/// Creates a team.
package struct CreateTeam: Action {
  package let name: String
  package let description: String?
  /// By name or e-mail address.
  package let members: [String]

  /// - Throws: ``ActionFailure`` where the name is none.
  package init(_ name: String, description: String? = nil, members: [String] = []) throws {
    try NameGrammar.team.require(name)
    self.name = name
    self.description = description
    self.members = members
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    let members = try members.map(context.find.memberName).unique(without: [])
    let team = Team(description: description, members: members)
    let known = try context.snapshot.team(name)
    if let known, known.value != team { throw ActionFailure(.alreadyExists, "team '\(name)' already exists") }
    if known == nil { try edit.write(team, at: "teams/\(name)") }
    return ActionEffect("Create team \(name)")
  }
}
