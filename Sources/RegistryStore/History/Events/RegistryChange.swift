package import Manifests

extension RegistryEvent {
  /// What happened to a registry itself.
  package enum RegistryChange: Hashable, Sendable {
    case created(Visibility)
    case deleted
    case retired
    case reactivated
    case visibilityChanged(from: Visibility, to: Visibility)
    /// A member or team got a role, another one, or lost it: then `to` is nil.
    case roleChanged(of: String, from: RegistryRole?, to: RegistryRole?)
    case aliasProtected(String)
    case aliasUnprotected(String)
    case acceptedTypesChanged(to: AcceptedTypes)
    /// With the names of the other fields.
    case edited([String])

    func text(of name: String) -> EventText {
      func text(_ event: EventName, _ predicate: String, _ more: [(name: String, value: String?)] = []) -> EventText {
        EventText(event, predicate, [("registry", name)] + more)
      }
      switch self {
      case .created(let visibility):
        return text(
          .registryCreated, "created registry \(name), visibility \(visibility.rawValue)",
          [("visibility", visibility.rawValue)])
      case .deleted: return text(.registryDeleted, "deleted registry \(name)")
      case .retired: return text(.registryRetired, "retired registry \(name)")
      case .reactivated: return text(.registryReactivated, "reopened registry \(name)")
      case .visibilityChanged(let from, let to):
        return text(
          .visibilityChanged, "changed the visibility of \(name): \(from.rawValue) → \(to.rawValue)",
          [("from", from.rawValue), ("to", to.rawValue)])
      case .roleChanged(let who, let from, let to):
        let predicate =
          to.map { "became \($0.withArticle) of \(name)" + (from.map { ", was \($0.rawValue)" } ?? "") }
          ?? "is no longer \(from?.withArticle ?? "a member") of \(name)"
        return EventText(
          to == nil ? .roleWithdrawn : .roleGranted, predicate, subject: who,
          [("registry", name), ("member", who), ("from", from?.rawValue), ("to", to?.rawValue)])
      case .aliasProtected(let alias):
        return text(.aliasProtected, "protected alias \(alias) in \(name)", [("alias", alias)])
      case .aliasUnprotected(let alias):
        return text(.aliasUnprotected, "unprotected alias \(alias) in \(name)", [("alias", alias)])
      case .acceptedTypesChanged(let types):
        let list = if case .only(let types) = types { types.joined(separator: ", ") } else { "all" }
        return text(.acceptedTypesChanged, "let \(name) accept \(list)", [("to", list)])
      case .edited(let fields):
        return text(
          .registryEdited, "edited registry \(name)\(EventText.list(fields))", [("fields", EventText.joined(fields))])
      }
    }
  }
}

extension RegistryRole {
  /// "an admin", "a viewer".
  fileprivate var withArticle: String { (self == .admin ? "an " : "a ") + rawValue }
}
