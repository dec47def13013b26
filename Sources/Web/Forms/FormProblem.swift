import Actions
import Diagnostics

/// What is wrong with what was typed: beside a field, or in the summary alone.
struct FormProblem: Error, Sendable {
  /// The name of the field; nil for what belongs to none.
  var field: String?
  let message: String
  var help: String?
  /// The rule that says so.
  var rule: String?
  /// The key of a row that is meant.
  var key: String?

  init(_ message: String, at field: String? = nil, help: String? = nil, rule: String? = nil, key: String? = nil) {
    self.field = field
    self.message = message
    self.help = help
    self.rule = rule
    self.key = key
  }

  /// A failure to make the change at all.
  init(_ failure: ActionFailure, in fields: [FormField]) {
    let kind: FormPlace.Failure? =
      switch failure.kind {
      case .alreadyExists: .exists
      case .notFound: .missing
      default: nil
      }
    let field = kind.flatMap { kind in fields.first { $0.place.failures.contains(kind) } }
    // What a command would be is said beside the form.
    let help = failure.help.flatMap { $0.contains("git registry") || $0.contains("--") ? nil : $0 }
    self.init(failure.message, at: field?.name, help: help)
  }

  /// What a rule found.
  ///
  /// - Parameter draft: the manifests that it looked at.
  init(_ diagnostic: Diagnostic, in fields: [FormField], draft: DraftedChange?) {
    let (finding, place) = (diagnostic.finding, diagnostic.finding.location)
    let text = draft?.files.first { $0.path == place.path }?.after
    let found = place.line > 0 ? text.flatMap { FieldAtLine(place.line, of: $0) } : nil
    let owner =
      fields.first { found.map { [fields = $0.place.fields] in fields.contains($0.field) } ?? false }
      ?? fields.first { $0.place.has(diagnostic.rule) }
    self.init(finding.message, at: owner?.name, help: finding.help, rule: diagnostic.rule, key: found?.key)
  }
}
