/// Diagnostics as GitHub Actions' workflow commands, which become annotations of the changed files.
///
///     ::error file=registries/Models/fraud/versions/1.4.0.yaml,line=7,col=3,title=version-changed::digest of 'model.onnx' differs
///
/// Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands and the runner's
/// `ActionCommand.cs`, which says what is escaped.
package enum GitHubRenderer {
  package static func render(_ report: Report) -> String {
    var lines = report.diagnostics.map { diagnostic in
      let finding = diagnostic.finding
      let notes = finding.notes.map { "\($0.location): \($0.message)" }
      let text = ([finding.message] + notes + (finding.help.map { [$0] } ?? [])).joined(separator: "\n")
      let command = diagnostic.severity == .error ? "error" : "warning"
      var properties = ["file=\(property(finding.location.path))"]
      if finding.location.line > 0 {
        properties += ["line=\(finding.location.line)", "col=\(finding.location.column)"]
      }
      properties.append("title=\(property(diagnostic.rule))")
      return "::\(command) \(properties.joined(separator: ","))::\(data(text))"
    }
    lines += report.notJudged.map { "::notice title=\(property($0.rule))::\(data("not judged: \($0.reason)"))" }
    return lines.map { $0 + "\n" }.joined() + "\(report.summary)\n"
  }

  private static func data(_ text: String) -> String { escaped(text, "%\r\n") }
  private static func property(_ text: String) -> String { escaped(text, "%\r\n:,") }

  private static func escaped(_ text: String, _ special: String) -> String {
    text.unicodeScalars.map { scalar in
      guard special.unicodeScalars.contains(scalar) else { return String(scalar) }
      return "%" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16, uppercase: true)
    }.joined()
  }
}
