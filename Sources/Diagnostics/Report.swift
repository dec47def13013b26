/// Everything that one judgement says: the diagnostics, sorted, and the rules that lacked a fact.
package struct Report: Hashable, Sendable {
  package let diagnostics: [Diagnostic]
  package let notJudged: [NotJudged]
  /// What else could be done about the errors, in a line for people; nil for nothing.
  package let advice: String?

  /// A rule that could not be judged, and the fact that the caller did not supply.
  package struct NotJudged: Hashable, Sendable {
    package let rule: String
    package let reason: String
    /// True if that fact is who acts.
    package let isAboutActor: Bool

    package init(rule: String, reason: String, isAboutActor: Bool = false) {
      self.rule = rule
      self.reason = reason
      self.isAboutActor = isAboutActor
    }
  }

  package init(diagnostics: [Diagnostic], notJudged: [NotJudged], advice: String? = nil) {
    self.diagnostics = Array(Set(diagnostics)).sorted()
    self.notJudged = notJudged.sorted { $0.rule < $1.rule }
    self.advice = advice
  }

  package static let empty = Report(diagnostics: [], notJudged: [])

  /// Both reports as one.
  package func merging(_ other: Report) -> Report {
    Report(
      diagnostics: diagnostics + other.diagnostics, notJudged: notJudged + other.notJudged,
      advice: advice ?? other.advice)
  }

  /// The same with paths from the repository's top, for a registry in a folder of it.
  package func under(_ folder: String?) -> Report {
    guard let folder else { return self }
    return Report(diagnostics: diagnostics.map { $0.under(folder) }, notJudged: notJudged, advice: advice)
  }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// `2 errors, 1 warning`, or `no findings`.
  package var summary: String {
    let counts = [("error", Severity.error), ("warning", Severity.warning)].compactMap { noun, severity -> String? in
      let count = diagnostics.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
    return counts.isEmpty ? "no findings" : counts.joined(separator: ", ")
  }
}

extension Diagnostic {
  fileprivate func under(_ folder: String) -> Diagnostic {
    func under(_ place: SourceLocation) -> SourceLocation {
      SourceLocation(path: "\(folder)/\(place.path)", line: place.line, column: place.column)
    }
    let notes = finding.notes.map { Finding.Note($0.message, at: under($0.location)) }
    let finding = Finding(finding.message, at: under(finding.location), notes: notes, help: finding.help)
    return Diagnostic(rule: rule, severity: severity, finding: finding)
  }
}
