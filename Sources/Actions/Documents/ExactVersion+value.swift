package import Diagnostics
package import Manifests

extension ExactVersion {
  /// "version" or "candidate", for people.
  package var kind: String { if case .number = self { "version" } else { "candidate" } }

  /// `registry`, `model`, `version`, which is null for a candidate, and then `candidate`.
  package func fields(of model: ModelName) -> [JSONValue.Member] {
    let names: [JSONValue.Member] = [
      .init("registry", .string(model.registry)), .init("model", .string(model.model)),
    ]
    return switch self {
    case .number(let number): names + [.init("version", .string("\(number)"))]
    case .candidate(let id): names + [.init("version", .null), .init("candidate", .string(id))]
    }
  }

  /// Null for a candidate, which has none.
  package func status(_ version: ModelVersion) -> JSONValue {
    if case .number = self { .string(version.status.rawValue) } else { .null }
  }
}
