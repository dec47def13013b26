package import Diagnostics
import GitObjects

/// One thing that a registry repository must hold to: a file of this target, from which the program, its documentation and
/// its tests all read.
package struct Rule: Sendable {
  package enum Scope: String, Sendable {
    /// Judges files as they are.
    case snapshot
    /// Judges what became of files that were published.
    case transition
    /// Judges the references that a push moves.
    case push
    /// Judges a merge that is proposed, as git would make it.
    case merge

    /// "Judged …", for people.
    package var words: String {
      switch self {
      case .snapshot: "on files as they are"
      case .transition: "on changes to published files"
      case .push: "on the references that a push moves"
      case .merge: "on a proposed merge"
      }
    }
  }

  /// Kebab-case, says what is wrong; never changes.
  package let id: String
  package let severity: Severity
  /// True if `policy.rules` of `organization.yaml` may set another severity.
  package let isAdjustable: Bool
  package let scope: Scope
  /// One line: what the rule refuses.
  package let summary: String
  /// Why, and what to do, in a few sentences.
  package let explanation: String
  /// Something that the rule refuses.
  package let example: String
  /// True for rules about who acts: if the actor is only claimed, they warn.
  package let isAboutActor: Bool
  /// What reports say of it.
  package var description: RuleDescription { RuleDescription(id: id, summary: summary, explanation: explanation) }

  let check: @Sendable (Change, Facts, inout Findings) throws(GitError) -> Void

  init(
    _ id: String, _ scope: Scope, severity: Severity = .error, isAdjustable: Bool = false, isAboutActor: Bool = false,
    summary: String, explanation: String, example: String,
    check: @escaping @Sendable (Change, Facts, inout Findings) throws(GitError) -> Void
  ) {
    self.id = id
    self.severity = severity
    self.isAdjustable = isAdjustable
    self.scope = scope
    self.summary = summary
    self.explanation = explanation
    self.example = example
    self.isAboutActor = isAboutActor
    self.check = check
  }
}

/// What a rule finds, and what it could not judge.
package struct Findings {
  package private(set) var findings: [Finding] = []
  package private(set) var lacking: String?
  /// True if what is missing is who acts.
  package private(set) var lacksActor = false

  /// More findings of one rule than anybody reads are reported as one.
  static let limit = 1000

  static func excess(at location: SourceLocation) -> Finding {
    Finding("more than \(limit) findings of this rule; the rest are not listed", at: location)
  }

  /// - Parameter location: looked up only if the finding is reported: in a manifest of many fields that takes a while.
  mutating func add(
    _ message: String, at location: @autoclosure () -> SourceLocation, notes: [Finding.Note] = [], help: String? = nil
  ) {
    if findings.count < Self.limit {
      let help = help.map(EscapedText.message)
      findings.append(Finding(EscapedText.message(message), at: location(), notes: notes, help: help))
    } else if findings.count == Self.limit {
      findings.append(Self.excess(at: location()))
    }
  }

  /// True if another finding would not be reported: expensive help need not be made for it.
  var isFull: Bool { findings.count > Self.limit }

  /// Says that a fact is missing, in a phrase.
  mutating func notJudged(_ reason: String) { lacking = reason }

  /// Says that nobody says who acts.
  ///
  /// - Parameter rest: what follows those words, from its punctuation on.
  mutating func notJudgedWithoutActor(_ rest: String) {
    lacking = "nobody says who acts" + rest
    lacksActor = true
  }
}

extension EscapedText {
  /// A message with the names that people gave to things: printable text stays, whatever could move a cursor is escaped.
  static func message(_ text: String) -> String {
    text.unicodeScalars.allSatisfy { (0x20...0x7e).contains($0.value) } ? text : escapeControls(text)
  }

  private static func escapeControls(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
        "\\u{\(String(scalar.value, radix: 16))}"
      default: String(scalar)
      }
    }.joined()
  }
}
