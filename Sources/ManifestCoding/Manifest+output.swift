package import Diagnostics
import Manifests

extension Manifest {
  /// The fields as commands show them to programs: what a manifest leaves out because it is empty is there, and empty.
  package var shownFields: [JSONValue.Member] { Self.kind.filled(fields) }
}

extension ManifestKind {
  fileprivate func filled(_ fields: [JSONValue.Member]) -> [JSONValue.Member] {
    fields + emptyFields.filter { empty in !fields.contains { $0.key == empty.key } }
  }

  /// What stands for a field that a manifest leaves out: lists, maps and states are never absent.
  private var emptyFields: [JSONValue.Member] {
    switch self {
    case .registry:
      [
        .init("members", .object([])), .init("protectedAliases", .array([])), .init("retired", .array([])),
        .init("status", .string(RegistryStatus.active.rawValue)),
      ]
    case .model:
      [.init("tags", .object([])), .init("aliases", .object([])), .init("retired", .array([]))]
    case .modelVersion, .modelCandidate:
      [
        .init("artifacts", .array([])), .init("parameters", .object([])), .init("metrics", .object([])),
        .init("tags", .object([])), .init("lineage", .array([])),
      ]
    case .member: [.init("emails", .array([])), .init("signingKeys", .array([]))]
    case .team: [.init("members", .array([]))]
    case .organization: []
    }
  }
}
