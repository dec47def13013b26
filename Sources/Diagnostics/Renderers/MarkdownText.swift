/// Foreign text in Markdown.
package enum MarkdownText {
  /// Text as a code span on one line: nothing in it is markup, a link, a mention of somebody or a reference to an issue.
  ///
  /// Source: CommonMark 0.31, "Code spans"; GitHub Flavored Markdown, "Tables (extension)".
  package static func code(_ text: String) -> String {
    let line = String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\n" || $0 == "\r" || $0 == "\t" ? " " : $0 }))
    guard line.contains(where: { $0 != " " }) else { return "` `" }
    let runs = line.split(whereSeparator: { $0 != "`" }).map(\.count)
    let fence = String(repeating: "`", count: (runs.max() ?? 0) + 1)
    let pad = line.hasPrefix("`") || line.hasSuffix("`") || (line.hasPrefix(" ") && line.hasSuffix(" ")) ? " " : ""
    return fence + pad + line + pad + fence
  }

  /// The same in a cell of a table, where a bar would end the cell.
  package static func cell(_ text: String) -> String {
    code(text).split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
