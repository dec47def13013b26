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
      func text(_ event: String, _ predicate: String, _ more: [(name: String, value: String?)] = []) -> EventText {
        EventText(event, predicate, [("registry", name)] + more)
      }
      switch self {
      case .created(let visibility):
        return text(
          "registry-created", "created registry \(name), visibility \(visibility.rawValue)",
          [("visibility", visibility.rawValue)])
      case .deleted: return text("registry-deleted", "deleted registry \(name)")
      case .retired: return text("registry-retired", "retired registry \(name)")
      case .reactivated: return text("registry-reactivated", "reopened registry \(name)")
      case .visibilityChanged(let from, let to):
        return text(
          "visibility-changed", "changed the visibility of \(name): \(from.rawValue) → \(to.rawValue)",
          [("from", from.rawValue), ("to", to.rawValue)])
      case .roleChanged(let who, let from, let to):
        let predicate =
          to.map { "became \($0.withArticle) of \(name)" + (from.map { ", was \($0.rawValue)" } ?? "") }
          ?? "is no longer \(from?.withArticle ?? "a member") of \(name)"
        return EventText(
          to == nil ? "role-withdrawn" : "role-granted", predicate, subject: who,
          [("registry", name), ("member", who), ("from", from?.rawValue), ("to", to?.rawValue)])
      case .aliasProtected(let alias):
        return text("alias-protected", "protected alias \(alias) in \(name)", [("alias", alias)])
      case .aliasUnprotected(let alias):
        return text("alias-unprotected", "unprotected alias \(alias) in \(name)", [("alias", alias)])
      case .acceptedTypesChanged(let types):
        let list = if case .only(let types) = types { types.joined(separator: ", ") } else { "all" }
        return text("accepted-types-changed", "let \(name) accept \(list)", [("to", list)])
      case .edited(let fields):
        return text(
          "registry-edited", "edited registry \(name)\(EventText.list(fields))", [("fields", EventText.joined(fields))])
      }
    }
  }
}

extension RegistryRole {
  /// "an admin", "a viewer".
  fileprivate var withArticle: String { (self == .admin ? "an " : "a ") + rawValue }
}
