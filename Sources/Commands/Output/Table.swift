import Git

/// Rows in aligned columns under a heading, two spaces apart.
///
///     VERSION  STATUS  ALIASES
///     1.2.0    active  champion
struct Table {
  private let heading: [String]
  private var rows: [[String]] = []

  init(_ heading: String...) { self.heading = heading }

  mutating func add(_ cells: String...) { rows.append(cells.map(EscapedText.line)) }

  var text: String {
    let all = [heading] + rows
    let widths = heading.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { row in
      let cells = row.enumerated().map { column, cell in
        column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
      }
      let line = cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
    }.joined()
  }
}

/// Names and values, one a line, the values aligned; those without a value are left out.
struct FactList {
  private var rows: [(String, String)] = []

  mutating func add(_ name: String, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    rows.append((name, value))
  }

  var text: String {
    let width = (rows.map(\.0.count).max() ?? 0) + 2
    return rows.map { name, value in
      let lines = value.split(separator: "\n", omittingEmptySubsequences: false).map { EscapedText.line(String($0)) }
      let indent = String(repeating: " ", count: width)
      return name + String(repeating: " ", count: width - name.count) + lines.joined(separator: "\n" + indent) + "\n"
    }.joined()
  }
}
