import Git

/// Why an action was not done, for whoever asked for it: a person at a terminal, a client of a server.
///
/// What the rules say of a change is no failure: see ``RefusedByRules`` and ``RegistryWriter``.
package struct ActionFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of failure it is. The command line maps kinds to exit statuses, a server to the codes of its protocol.
  package enum Kind: String, Sendable, CaseIterable {
    /// What was named is not there, or was retired.
    case notFound
    case alreadyExists
    /// The request cannot mean anything: a malformed name, a missing value.
    case invalid
    /// This actor may not do it.
    case forbidden
    /// It does not fit the state of the registry or of the repository: another state, or another moment, would allow it.
    case conflict
    /// Content that a version names is not here.
    case contentMissing
    /// Something outside of this process cannot be reached.
    case unavailable
    /// The repository has no registry, or one that is made for a newer program.
    case notRegistry
    /// A failure of our own: of this program, the disk, git.
    case own
  }

  package let kind: Kind
  /// One phrase, and lines of detail where there are any; it starts in lower case and has no full stop.
  package let message: String
  /// What to do, in a line; nil for nothing.
  package let help: String?
  /// What to do, in whose words the caller has to say; nil for nothing, or if ``help`` says it.
  package let remedy: Remedy?

  package init(_ kind: Kind, _ message: String, help: String? = nil) {
    self.init(kind, message, help: help, remedy: nil)
  }

  package init(_ kind: Kind, _ message: String, _ remedy: Remedy) {
    self.init(kind, message, help: nil, remedy: remedy)
  }

  private init(_ kind: Kind, _ message: String, help: String?, remedy: Remedy?) {
    self.kind = kind
    self.message = message
    self.help = help
    self.remedy = remedy
  }

  /// Takes a message that has its help in it, in the lines after `help: `.
  package init(_ kind: Kind, text: String) {
    let start = text.firstRange(of: "\nhelp: ")
    self.init(
      kind, start.map { String(text[..<$0.lowerBound]) } ?? text, help: start.map { String(text[$0.upperBound...]) })
  }

  /// The message, with the help in a line of its own.
  package var description: String { help.map { "\(message)\nhelp: \($0)" } ?? message }
}
