/// A field of a body, or a parameter of a query.
package struct RequestField: Sendable {
  package let name: String
  package let kind: Kind
  package let isRequired: Bool
  /// A sentence without its full stop.
  package let help: String

  package enum Kind: Sendable {
    case text
    /// One of these.
    case choice([String])
    /// At least the number.
    case integer(atLeast: Int64)
    case flag
    case texts
    /// An object of texts.
    case map
    /// What its own reader reads.
    case any
    case list
  }

  package init(_ name: String, _ kind: Kind, isRequired: Bool = false, _ help: String) {
    self.name = name
    self.kind = kind
    self.isRequired = isRequired
    self.help = help
  }
}
