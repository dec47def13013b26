extension RegistryEvent {
  /// What happened to a team.
  package enum TeamChange: Hashable, Sendable {
    case created
    case deleted
    /// A member joined it.
    case joined(String)
    /// A member left it.
    case left(String)

    func text(of name: String) -> EventText {
      let team = [("team", String?.some(name))]
      return switch self {
      case .created: EventText(.teamCreated, "created team \(name)", team)
      case .deleted: EventText(.teamDeleted, "deleted team \(name)", team)
      case .joined(let who):
        EventText(.teamJoined, "joined team \(name)", subject: who, team + [("member", who)])
      case .left(let who): EventText(.teamLeft, "left team \(name)", subject: who, team + [("member", who)])
      }
    }
  }
}
