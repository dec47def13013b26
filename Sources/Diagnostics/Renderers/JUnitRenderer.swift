/// Diagnostics as a JUnit test report: each error a failed test, each warning a passed one that says something, each rule
/// that lacked its fact a skipped one.
///
/// Source: https://github.com/testmoapp/junitxml, which says what readers of the format agree on.
package enum JUnitRenderer {
  package static func render(_ report: Report) -> String {
    var cases = report.diagnostics.map { diagnostic in
      let finding = diagnostic.finding
      let notes = finding.notes.map { "note: \($0.location): \($0.message)" }
      let text = (["\(finding.location): \(finding.message)"] + notes + (finding.help.map { ["help: \($0)"] } ?? []))
        .joined(separator: "\n")
      let head = testCase(diagnostic.rule, "\(finding.location)")
      guard diagnostic.severity == .error else {
        return "\(head)>\n      <system-out>\(escaped("warning: \(text)"))</system-out>\n    </testcase>"
      }
      return """
        \(head)>
              <failure type="\(escaped(diagnostic.rule))" message="\(escaped(finding.message))">\(escaped(text))</failure>
            </testcase>
        """
    }
    cases += report.notJudged.map { notJudged in
      """
      \(testCase(notJudged.rule, "not judged"))>
            <skipped message="\(escaped(notJudged.reason))"/>
          </testcase>
      """
    }
    if report.diagnostics.isEmpty { cases.append(testCase("validate", "no findings") + "/>") }
    let failures = report.diagnostics.count { $0.severity == .error }
    let counts = "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(report.notJudged.count)\""
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="git registry" \(counts)>
        <testsuite name="git registry validate" \(counts)>
      \(cases.map { "    \($0)\n" }.joined())  </testsuite>
      </testsuites>

      """
  }

  private static func testCase(_ rule: String, _ name: String) -> String {
    "<testcase classname=\"\(escaped(rule))\" name=\"\(escaped(name))\""
  }

  /// Text that XML 1.0 allows, with its special characters as references.
  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "\n": "&#10;"
      // Two of these and a bracket are a command to some runners.
      case "#": "&#35;"
      case "\u{0}"..."\u{1f}", "\u{fffe}", "\u{ffff}": "\\u{\(String(scalar.value, radix: 16))}"
      default: String(scalar)
      }
    }.joined()
  }
}
