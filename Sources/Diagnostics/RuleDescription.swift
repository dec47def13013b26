/// What a report says about a rule besides its findings.
package struct RuleDescription: Hashable, Sendable {
  package let id: String
  /// One line.
  package let summary: String
  /// A few sentences.
  package let explanation: String

  package init(id: String, summary: String, explanation: String) {
    self.id = id
    self.summary = summary
    self.explanation = explanation
  }
}
