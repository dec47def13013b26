/// How the values of a field are read and compared.
package enum FieldKind: Hashable, Sendable {
  case text
  /// Numbers, compared exactly.
  case number
  /// Instants, to the millisecond.
  case time
  /// Semantic versions, by precedence; equal to a range if they are in it.
  case version
  /// `sha256:` and 64 digits.
  case digest
  /// One of these words.
  case oneOf([String])
  /// Text that may be a number: tags and parameters.
  case loose
}

extension SearchScope {
  /// How the values of a field are read here.
  package func kind(of field: Field) -> FieldKind {
    switch field {
    case .metric: .number
    case .parameter, .tag: .loose
    case .attribute(let attribute):
      switch attribute {
      case .created, .updated, .started, .ended: .time
      case .size, .ordinal, .duration: .number
      case .version: .version
      case .digest: .digest
      case .status: statuses.map { .oneOf($0) } ?? .text
      default: .text
      }
    }
  }
}
