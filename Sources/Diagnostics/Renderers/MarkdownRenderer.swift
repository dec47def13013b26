/// Diagnostics as Markdown for a comment, a job summary or a page.
///
///     **1 error**
///
///     - **error** `version-changed` at `registries/Models/fraud/versions/1.4.0.yaml:7:3`
///       `digest of 'model.onnx' differs from the published one`
///       help: `publish 1.4.1 instead`
package enum MarkdownRenderer {
  /// - Parameter limit: how long the list may be, in characters; the rest is counted instead of shown.
  package static func render(_ report: Report, limit: Int = .max) -> String {
    let items = report.diagnostics.map { diagnostic in
      let finding = diagnostic.finding
      let place = MarkdownText.code("\(finding.location)")
      var lines = ["- **\(diagnostic.severity.rawValue)** \(MarkdownText.code(diagnostic.rule)) at \(place)"]
      lines.append(MarkdownText.code(finding.message))
      lines += finding.notes.map { "note: \(MarkdownText.code("\($0.location): \($0.message)"))" }
      if let help = finding.help { lines.append("help: \(MarkdownText.code(help))") }
      return lines.joined(separator: "  \n  ") + "\n"
    }
    let open = report.notJudged.map { "- not judged: \(MarkdownText.code($0.rule)), \(MarkdownText.code($0.reason))\n" }
    let lists = [items, open].filter { !$0.isEmpty }.map { "\n" + MarkdownText.list($0, limit: limit / 2) }
    return "**\(report.summary)**\n" + lists.joined()
  }
}
