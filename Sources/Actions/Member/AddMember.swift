package import Manifests
package import RegistryStore
import Rules

/// Adds a member to the organization.
package struct AddMember: Action {
  package let name: String
  package let member: Member

  /// - Throws: ``ActionFailure`` where the name is none.
  package init(_ name: String, _ member: Member) throws {
    try NameGrammar.member.require(name)
    self.name = name
    self.member = member
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    guard try context.snapshot.member(name) == nil else {
      throw ActionFailure(.alreadyExists, "member '\(name)' already exists")
    }
    try edit.write(member, at: "members/\(name)")
    return ActionEffect("Add member \(name)")
  }
}
