internal import Diagnostics

/// Helps manifests to write their fields: what is absent, empty or a default is left out.
enum Fields {
  typealias Row = (key: String, value: JSONValue?)

  static func list(_ rows: [Row]) -> [JSONValue.Member] {
    rows.compactMap { row in row.value.map { .init(row.key, $0) } }
  }

  /// Nil if no row has a value.
  static func object(_ rows: [Row]) -> JSONValue? {
    let members = list(rows)
    return members.isEmpty ? nil : .object(members)
  }

  static func string(_ text: String?) -> JSONValue? { text.map { .string($0) } }

  /// Nil for a default.
  static func value<Value: RawRepresentable & Equatable>(_ value: Value, unless standard: Value) -> JSONValue?
  where Value.RawValue == String {
    value == standard ? nil : .string(value.rawValue)
  }

  /// Sorted by the keys' bytes; nil if it is empty.
  static func dictionary<Value>(_ values: [String: Value], _ write: (Value) -> JSONValue) -> JSONValue? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return .object(sorted.map { .init($0.key, write($0.value)) })
  }

  /// Nil if it is empty.
  static func array<Value>(_ values: [Value], _ write: (Value) -> JSONValue) -> JSONValue? {
    values.isEmpty ? nil : .array(values.map(write))
  }
}
