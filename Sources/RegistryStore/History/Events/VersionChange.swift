package import Manifests
import Rules

extension RegistryEvent {
  /// What happened to a version of a model.
  package enum VersionChange: Hashable, Sendable {
    /// With the candidate that it was promoted from.
    case published(candidate: String?)
    case retired
    /// It is gone, and its model does not say that it was retired.
    case removed
    case statusChanged(to: VersionStatus, reason: String?)
    /// With the status that it keeps.
    case reasonChanged(VersionStatus, reason: String?)
    /// With the names of the other fields.
    case edited([String])

    func text(of name: VersionName) -> EventText {
      switch self {
      case .published(let candidate):
        text(
          .versionPublished, "published", of: name, candidate.map { " from candidate \($0)" } ?? "",
          ("candidate", candidate))
      case .retired: text(.versionRetired, "retired", of: name)
      case .removed: text(.versionRemoved, "removed", of: name)
      case .statusChanged(let status, let reason):
        text(status.event, status.verb, of: name, reason.map { ": \($0)" } ?? "", ("reason", reason))
      case .reasonChanged(let status, let reason):
        EventText(
          .reasonChanged,
          "gave a new reason why \(name.model) \(name.version) is \(status.rawValue): \(reason ?? "none")",
          Self.parts(name, ("reason", reason)))
      case .edited(let fields):
        text(.versionEdited, "edited", of: name, EventText.list(fields), ("fields", EventText.joined(fields)))
      }
    }

    private func text(
      _ event: EventName, _ verb: String, of name: VersionName, _ rest: String = "",
      _ part: (name: String, value: String?)? = nil
    ) -> EventText {
      EventText(event, "\(verb) \(name.model) \(name.version)\(rest)", Self.parts(name, part))
    }

    private static func parts(
      _ name: VersionName, _ more: (name: String, value: String?)?
    ) -> [(name: String, value: String?)] {
      [("registry", name.model.registry), ("model", name.model.model), ("version", name.version)]
        + (more.map { [$0] } ?? [])
    }
  }
}

extension VersionStatus {
  /// How a version came to have it.
  fileprivate var verb: String { self == .active ? "restored" : rawValue }

  fileprivate var event: EventName {
    switch self {
    case .active: .versionRestored
    case .deprecated: .versionDeprecated
    case .yanked: .versionYanked
    }
  }
}
