/// What a rule found wrong with the user's content, before it has a severity.
package struct Finding: Hashable, Sendable {
  /// One phrase, lower-case start, no full stop, the offending value in 'quotes'.
  package let message: String
  package let location: SourceLocation
  /// Other places that belong to it: "first published here".
  package let notes: [Note]
  /// What to do, in the imperative; nil if the message says it all.
  package let help: String?

  package struct Note: Hashable, Sendable {
    package let message: String
    package let location: SourceLocation

    package init(_ message: String, at location: SourceLocation) {
      self.message = message
      self.location = location
    }
  }

  package init(_ message: String, at location: SourceLocation, notes: [Note] = [], help: String? = nil) {
    self.message = message
    self.location = location
    self.notes = notes
    self.help = help
  }
}
