/// Everything that one judgement says: the diagnostics, sorted, and the rules that lacked a fact.
package struct Report: Hashable, Sendable {
  package let diagnostics: [Diagnostic]
  package let notJudged: [NotJudged]

  /// A rule that could not be judged, and the fact that the caller did not supply.
  package struct NotJudged: Hashable, Sendable {
    package let rule: String
    package let reason: String

    package init(rule: String, reason: String) {
      self.rule = rule
      self.reason = reason
    }
  }

  package init(diagnostics: [Diagnostic], notJudged: [NotJudged]) {
    self.diagnostics = Array(Set(diagnostics)).sorted()
    self.notJudged = notJudged.sorted { $0.rule < $1.rule }
  }

  /// Both reports as one.
  package func merging(_ other: Report) -> Report {
    Report(diagnostics: diagnostics + other.diagnostics, notJudged: notJudged + other.notJudged)
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
