extension RegistryEvent {
  /// What happened to the organization.
  package enum OrganizationChange: Hashable, Sendable {
    /// With its name; nil if nobody can read it.
    case founded(String?)
    /// With the names of the fields.
    case edited([String])

    var text: EventText {
      switch self {
      case .founded(let name):
        EventText(.organizationFounded, "founded \(name ?? "the organization")", [("organization", name)])
      case .edited(let fields):
        EventText(
          .organizationEdited, "changed the organization\(EventText.list(fields))",
          [("fields", EventText.joined(fields))])
      }
    }
  }
}
