package import Diagnostics

extension ActionFailure {
  /// `{"error": {"kind", "message", "help"}}`; see docs/json.md.
  package var document: JSONValue {
    .object([
      "error": .object([
        "kind": .string(kind.rawValue), "message": .string(message), "help": help.map { .string($0) } ?? .null,
      ])
    ])
  }
}
