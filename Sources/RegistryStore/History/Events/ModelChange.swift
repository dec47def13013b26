import Manifests

extension RegistryEvent {
  /// What happened to a model itself.
  package enum ModelChange: Hashable, Sendable {
    case created
    case retired
    /// It is gone, and its registry does not say that it was retired.
    case removed
    /// With the names of the fields.
    case edited([String])

    func text(of name: ModelName) -> EventText {
      switch self {
      case .created: text(.modelCreated, "created", of: name)
      case .retired: text(.modelRetired, "retired", of: name)
      case .removed: text(.modelRemoved, "removed", of: name)
      case .edited(let fields): text(.modelEdited, "edited", of: name, fields)
      }
    }

    private func text(_ event: EventName, _ verb: String, of name: ModelName, _ fields: [String] = []) -> EventText {
      EventText(
        event, "\(verb) model \(name)\(EventText.list(fields))",
        [("registry", name.registry), ("model", name.model), ("fields", EventText.joined(fields))])
    }
  }
}
