package import Manifests

extension RegistryEvent {
  /// What happened to a member of the organization. A role is nil if nobody can read it.
  package enum MemberChange: Hashable, Sendable {
    case added(OrganizationRole?)
    case removed
    case roleChanged(to: OrganizationRole)
    /// With the names of the fields, and the role that the member has.
    case edited([String], OrganizationRole?)

    func text(of name: String) -> EventText {
      switch self {
      case .added(let role):
        text(.memberAdded, of: name, "joined the organization\(role == .admin ? " as an admin" : "")", role)
      case .removed: text(.memberRemoved, of: name, "left the organization", nil)
      case .roleChanged(let role):
        text(
          .memberRoleChanged, of: name, "became \(role == .admin ? "an admin" : "a plain member") of the organization",
          role
        )
      case .edited(let fields, let role):
        text(.memberEdited, of: name, "was edited\(EventText.list(fields))", role, fields)
      }
    }

    private func text(
      _ event: EventName, of name: String, _ predicate: String, _ role: OrganizationRole?, _ fields: [String] = []
    ) -> EventText {
      EventText(
        event, predicate, subject: name,
        [("member", name), ("role", role?.rawValue), ("fields", EventText.joined(fields))])
    }
  }
}
