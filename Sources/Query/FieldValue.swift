package import Manifests

/// One value of a row's field.
package enum FieldValue: Hashable, Sendable {
  case text(String)
  case number(Number)
  case version(SemanticVersion)
  /// Milliseconds since 1970, in UTC.
  case time(Int64)

  /// The value as `LIKE` and a quoted text see it.
  package var text: String {
    switch self {
    case .text(let text): text
    case .number(let number): number.description
    case .version(let version): version.description
    case .time(let instant): TimeSpan(start: instant, lengthInMilliseconds: 1).description
    }
  }

  /// The value as a number; nil for text that is not a number, and for versions and times.
  var number: Number? {
    switch self {
    case .number(let number): number
    case .text(let text): Number(text)
    case .version, .time: nil
    }
  }
}
