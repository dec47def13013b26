/// What a parameter of inference is if a caller does not give it: a value, a list of them, or an object.
package indirect enum SignatureDefault: Hashable, Sendable {
  case value(ParameterValue)
  case list([SignatureDefault])
  case object([String: SignatureDefault])
  /// Nothing, within a list or an object.
  case null
}

extension SignatureDefault: CustomStringConvertible {
  /// On one line: `{"k": [1, 2]}` without quotes, `{k: [1, 2]}`.
  package var description: String {
    switch self {
    case .value(let value): "\(value)"
    case .list(let elements): "[" + elements.map(\.description).joined(separator: ", ") + "]"
    case .object(let members):
      "{"
        + members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
    case .null: "null"
    }
  }
}
