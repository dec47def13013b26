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
    guard try context.snapshot.team(name) == nil else {
      throw ActionFailure(.alreadyExists, "team '\(name)' already exists")
    }
    let members = try members.map(context.find.memberName).unique(without: [])
    try edit.write(Team(description: description, members: members), at: "teams/\(name)")
    return ActionEffect("Create team \(name)")
  }
}
