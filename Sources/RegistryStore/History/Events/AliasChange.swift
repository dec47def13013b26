package import Manifests

extension RegistryEvent {
  /// What happened to an alias of a model.
  package enum AliasChange: Hashable, Sendable {
    case set(to: SemanticVersion)
    case moved(from: SemanticVersion, to: SemanticVersion)
    case removed(from: SemanticVersion)

    /// The version that it named before; nil if it is new.
    package var from: SemanticVersion? {
      switch self {
      case .set: nil
      case .moved(let from, _), .removed(let from): from
      }
    }

    /// The version that it names now; nil if it is gone.
    package var to: SemanticVersion? {
      switch self {
      case .set(let to), .moved(_, let to): to
      case .removed: nil
      }
    }

    func text(of alias: String, _ model: ModelName) -> EventText {
      let (event, predicate): (EventName, String) =
        switch self {
        case .set(let to): (.aliasSet, "set \(alias) to \(to) in \(model)")
        case .moved(let from, let to): (.aliasMoved, "moved \(alias) \(from) → \(to) in \(model)")
        case .removed(let from): (.aliasRemoved, "removed \(alias) from \(model), was \(from)")
        }
      return EventText(
        event, predicate,
        [
          ("registry", model.registry), ("model", model.model), ("alias", alias), ("from", from?.description),
          ("to", to?.description),
        ])
    }
  }
}
