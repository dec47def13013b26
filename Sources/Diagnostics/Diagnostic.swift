/// A finding with the rule that made it and the severity that policy gives that rule.
package struct Diagnostic: Hashable, Sendable, Comparable {
  package let rule: String
  package let severity: Severity
  package let finding: Finding

  package init(rule: String, severity: Severity, finding: Finding) {
    self.rule = rule
    self.severity = severity
    self.finding = finding
  }

  /// By path, line, column, rule, message: the order in which people read.
  package static func < (left: Diagnostic, right: Diagnostic) -> Bool {
    if left.finding.location != right.finding.location { return left.finding.location < right.finding.location }
    return (left.rule, left.finding.message) < (right.rule, right.finding.message)
  }
}
