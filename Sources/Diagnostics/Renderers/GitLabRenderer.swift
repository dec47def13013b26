/// Diagnostics as GitLab's code quality report: a list of violations that a merge request shows at their lines.
///
/// Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
package enum GitLabRenderer {
  package static func render(_ report: Report) -> String {
    var seen: [String: Int] = [:]
    let violations: [JSONValue] = report.diagnostics.map { diagnostic in
      let finding = diagnostic.finding
      // Two findings of the same words are two violations; GitLab wants each fingerprint once.
      let occurrence = seen[Fingerprint.text(diagnostic), default: 0]
      seen[Fingerprint.text(diagnostic)] = occurrence + 1
      return .object([
        "description": .string(finding.message + (finding.help.map { "; \($0)" } ?? "")),
        "check_name": .string(diagnostic.rule),
        "fingerprint": .string(Fingerprint.text(diagnostic, occurrence: occurrence)),
        "severity": .string(diagnostic.severity == .error ? "critical" : "minor"),
        "location": .object([
          "path": .string(finding.location.path),
          "lines": .object(["begin": .integer(Int64(max(finding.location.line, 1)))]),
        ]),
      ])
    }
    return JSONValue.array(violations).text
  }
}
