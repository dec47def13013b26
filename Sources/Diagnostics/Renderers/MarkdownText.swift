/// Foreign text in Markdown.
///
/// Read scalar by scalar: a backtick or a bar with a combining mark behind it is one `Character`, and still a backtick or a bar
/// to Markdown.
package enum MarkdownText {
  /// Text as a code span on one line: nothing in it is markup, a link, a mention of somebody or a reference to an issue.
  ///
  /// Source: CommonMark 0.31, "Code spans"; GitHub Flavored Markdown, "Tables (extension)".
  package static func code(_ text: String) -> String {
    let line = text.unicodeScalars.map { $0 == "\n" || $0 == "\r" || $0 == "\t" ? " " : $0 }
    guard line.contains(where: { $0 != " " }) else { return "` `" }
    let runs = line.split(whereSeparator: { $0 != "`" }).map(\.count)
    let fence = String(repeating: "`", count: (runs.max() ?? 0) + 1)
    let needsPad = line.first == "`" || line.last == "`" || (line.first == " " && line.last == " ")
    let pad = needsPad ? " " : ""
    return fence + pad + String(String.UnicodeScalarView(line)) + pad + fence
  }

  /// The same in a cell of a table, where a bar would end the cell.
  package static func cell(_ text: String) -> String {
    code(text).unicodeScalars.map { $0 == "|" ? "\\|" : String($0) }.joined()
  }

  /// Items of a list, as many as fit, and how many did not.
  ///
  ///     - `one`
  ///     - … and 41 more
  package static func list(_ items: [String], limit: Int) -> String {
    var left = limit
    let told = items.prefix { item in
      left -= item.unicodeScalars.count
      return left >= 0
    }
    return told.joined() + (told.count < items.count ? "- … and \(items.count - told.count) more\n" : "")
  }
}
