import Diagnostics
import Git

/// Rows in aligned columns under a heading, two spaces apart.
///
///     VERSION  STATUS  ALIASES
///     1.2.0    active  champion
///
/// On a terminal the heading and unusual states are coloured, and a table that is too wide has its last column cut; where
/// even that is not enough, each row becomes a block of `NAME  value` lines.
struct Table {
  private let heading: [String]
  private var rows: [[String]] = []
  /// By row: the columns whose cells stand out.
  private var marked: [Int: Set<Int>] = [:]

  private static let gap = 2
  /// A last column that is cut keeps at least so many characters.
  private static let leastLastColumn = 16
  private static let colours: [String: Colour] = ["deprecated": .warning, "retired": .warning, "yanked": .error]

  init(_ heading: String...) { self.init(heading) }

  init(_ heading: [String]) { self.heading = heading.map(EscapedText.line) }

  mutating func add(_ cells: String...) { add(cells) }

  /// - Parameter marks: the columns whose cells get a star, and a colour on a terminal.
  mutating func add(_ cells: [String], marking marks: [Int] = []) {
    if !marks.isEmpty { marked[rows.count] = Set(marks) }
    rows.append(cells.enumerated().map { EscapedText.line($1) + (marks.contains($0) ? " *" : "") })
  }

  var text: String { text(within: Terminal.output.width) }

  /// - Parameter width: of the terminal, in columns; nil for as wide as it gets.
  func text(within width: Int?) -> String {
    let all = [heading] + rows
    let widths = heading.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    let before = widths.dropLast().reduce(0) { $0 + $1 + Self.gap }
    var lastWidth = widths.last ?? 0
    if let width, before + lastWidth > width {
      lastWidth = width - before
      guard lastWidth >= min(Self.leastLastColumn, widths.last ?? 0) else { return blocks(width) }
    }
    return all.enumerated().map { index, row in
      let cells = row.enumerated().map { column, cell in
        let isLast = column == row.count - 1
        let shown = isLast && cell.count > lastWidth ? cell.prefix(lastWidth - 1) + "…" : cell
        let padding = isLast ? "" : String(repeating: " ", count: widths[column] - cell.count + Self.gap)
        let isState = heading[column] == "STATUS"
        let isMarked = marked[index - 1]?.contains(column) == true
        let colour: Colour? = index == 0 ? .heading : isMarked ? .added : isState ? Self.colours[cell] : nil
        return (colour?.paint(shown) ?? shown) + padding
      }
      return cells.joined(separator: "").trimmingEnd + "\n"
    }.joined(separator: "")
  }

  private func blocks(_ width: Int) -> String {
    rows.map { row in
      var facts = FactList()
      for (name, cell) in zip(heading, row) { facts.add(name, cell) }
      return facts.text(within: width)
    }.joined(separator: "\n")
  }
}

/// Names and values, one a line, the values aligned; those without a value are left out. On a terminal long values are
/// folded at spaces.
struct FactList {
  private var rows: [(String, String)] = []

  /// Narrower values are not folded.
  private static let leastWidth = 24

  mutating func add(_ name: String, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    rows.append((name, value))
  }

  var text: String { text(within: Terminal.output.width) }

  func text(within terminalWidth: Int?) -> String {
    let indent = (rows.map { $0.0.count }.max() ?? 0) + 2
    return rows.map { name, value in
      let isOneLine = !value.utf8.contains(UInt8(ascii: "\n"))
      let parts = isOneLine ? [value[...]] : value.split(separator: "\n", omittingEmptySubsequences: false)
      var lines = parts.map { EscapedText.line(String($0)) }
      if let terminalWidth, terminalWidth - indent >= Self.leastWidth {
        lines = lines.flatMap { $0.folded(to: terminalWidth - indent) }
      }
      let separator = "\n" + String(repeating: " ", count: indent)
      let head = Colour.heading.paint(name) + String(repeating: " ", count: indent - name.count)
      return head + lines.joined(separator: separator) + "\n"
    }.joined(separator: "")
  }
}

extension String {
  /// Lines of at most `width` characters, broken at spaces; a longer word stays whole.
  fileprivate func folded(to width: Int) -> [String] {
    guard count > width else { return [self] }
    var lines: [String] = []
    for word in split(separator: " ", omittingEmptySubsequences: false) {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// By bytes: turned around as characters it was a fifth of the time of a list.
  fileprivate var trimmingEnd: String {
    let length = utf8.count - utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count
    return String(decoding: utf8.prefix(length), as: UTF8.self)
  }
}
