import Manifests
import Query

/// A row that is a table of its fields.
struct SampleRow: SearchRow {
  var fields: [Field: [FieldValue]] = [:]
  var texts: [String] = []

  func values(of field: Field) -> [FieldValue] { fields[field] ?? [] }
}

extension FieldValue {
  static func number(_ value: Double) -> FieldValue { .number(Number(value)) }

  static func version(_ text: String) -> FieldValue { SemanticVersion(text).map { .version($0) } ?? .text(text) }

  /// The first instant of a date or time.
  static func time(_ text: String) -> FieldValue { .time(TimeSpan(text)?.start ?? 0) }
}
