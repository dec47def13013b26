import Manifests
import Rules

extension RegistryEvent {
  /// What happened to a candidate; its promotion is told with the version.
  package enum CandidateChange: Hashable, Sendable {
    case created
    case deleted
    /// With the names of the fields.
    case edited([String])

    func text(of name: CandidateName) -> EventText {
      switch self {
      case .created: text(.candidateCreated, "added", of: name)
      case .deleted: text(.candidateDeleted, "deleted", of: name)
      case .edited(let fields): text(.candidateEdited, "edited", of: name, fields)
      }
    }

    private func text(_ event: EventName, _ verb: String, of name: CandidateName, _ fields: [String] = []) -> EventText
    {
      EventText(
        event, "\(verb) candidate \(name.id) of \(name.model)\(EventText.list(fields))",
        [
          ("registry", name.model.registry), ("model", name.model.model), ("candidate", name.id),
          ("fields", EventText.joined(fields)),
        ])
    }
  }
}
