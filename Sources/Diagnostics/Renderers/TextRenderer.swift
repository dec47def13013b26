/// Diagnostics as compilers print them, one a line, with notes and help indented below.
///
///     registries/Models/fraud/versions/1.4.0.yaml:7:3: error: [version-changed] digest of 'model.onnx' differs
///       note: registries/Models/fraud/versions/1.4.0.yaml:7:3: published here
///       help: publish 1.4.1 instead
///     1 error
package enum TextRenderer {
  package static func render(_ report: Report) -> String {
    var lines: [String] = []
    for diagnostic in report.diagnostics {
      let finding = diagnostic.finding
      lines.append("\(finding.location): \(diagnostic.severity.rawValue): [\(diagnostic.rule)] \(finding.message)")
      lines += finding.notes.map { "  note: \($0.location): \($0.message)" }
      if let help = finding.help { lines.append("  help: \(help)") }
    }
    lines += report.notJudged.map { "not judged: [\($0.rule)] \($0.reason)" }
    lines.append(report.summary)
    return lines.joined(separator: "\n") + "\n"
  }
}
