package import Diagnostics

extension ActionFailure {
  /// `{"error": {"kind", "message", "help"}}`; see docs/json.md.
  package var document: JSONValue { .object(fields) }

  /// ``document``'s, for an object that says more.
  package var fields: [JSONValue.Member] {
    let help: JSONValue = help.map { .string($0) } ?? .null
    return [.init("error", .object(["kind": .string(kind.rawValue), "message": .string(message), "help": help]))]
  }
}
