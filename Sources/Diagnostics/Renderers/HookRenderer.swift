/// Diagnostics for a person who pushes: git prefixes each line with `remote: ` and colours a leading `error`, `warning` or
/// `hint`, so the word comes first and no colour codes are written.
///
///     error: [version-changed] digest of 'model.onnx' differs from the published one
///       --> registries/Models/fraud/versions/1.4.0.yaml:7:3
///     hint: publish 1.4.1 instead
package enum HookRenderer {
  /// - Parameter errorPrefix: put before each error's first line, for hosts whose web pages show such lines only.
  package static func render(_ report: Report, errorPrefix: String = "") -> String {
    var lines: [String] = []
    for diagnostic in report.diagnostics {
      let finding = diagnostic.finding
      let prefix = diagnostic.severity == .error ? errorPrefix : ""
      lines.append("\(prefix)\(diagnostic.severity.rawValue): [\(diagnostic.rule)] \(finding.message)")
      lines.append("  --> \(finding.location)")
      lines += finding.notes.map { "  --- \($0.location): \($0.message)" }
      if let help = finding.help { lines.append("hint: \(help)") }
    }
    if let advice = report.advice { lines.append("hint: \(advice)") }
    lines += report.notJudged.map { "warning: not judged: [\($0.rule)] \($0.reason)" }
    return lines.map { ascii($0) + "\n" }.joined(separator: "")
  }

  /// A line for any log or terminal: whatever is not printable ASCII is escaped.
  private static func ascii(_ line: String) -> String {
    if line.utf8.allSatisfy({ (0x20...0x7e).contains($0) }) { return line }
    return line.unicodeScalars.map { scalar in
      (0x20...0x7e).contains(scalar.value) ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
    }.joined(separator: "")
  }
}
