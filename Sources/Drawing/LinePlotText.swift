import Diagnostics

/// A plot as lines of characters, for a terminal.
///
///     accuracy of 3 versions of Lab/sentiment
///
///              ▾ production
///     0.95 ┤             ⢀⡠●
///     0.90 ┤     ⣀⣀⣀⣀●⠤⠔⠊⠁
///     0.85 ┤ ●⠉⠉⠉╌╌╌╌╌╌╌╌╌╌╌
///          └─┬───────┬──────┬
///          1.0.0   1.1.0  1.2.0
///
///     0.86 in 1.0.0, 0.94 in 1.2.0; highest 0.94 in 1.2.0
///     ╌ gate ≥ 0.85
package struct LinePlotText {
  let plot: LinePlot
  let axis: Axis
  /// Of the drawing, without what is left of the axis.
  let columns: Int
  let rows: Int
  private let gutter: Int
  private let isASCII: Bool
  let flags: TextFlags

  private static let leastColumns = 24
  private static let columnsAtMost = 400
  /// A few points on a wide terminal stay near each other.
  private static let columnsAPoint = 12
  private static let columnsOfFew = 60
  private static let usualRows = 12

  /// - Parameters:
  ///   - width: of the terminal, in columns. The drawing has at least 24.
  ///   - isASCII: true if Braille and other signs cannot be shown; see ``ASCIISigns``.
  package init(_ plot: LinePlot, width: Int, isASCII: Bool) {
    self.plot = plot
    self.isASCII = isASCII
    axis = plot.axis(ticksAtMost: 7)
    gutter = (axis.ticks.map(\.text.count).max() ?? 0) + 2
    let wanted = max(Self.columnsOfFew, plot.points.count * Self.columnsAPoint)
    columns = min(max(width - gutter, Self.leastColumns), wanted, Self.columnsAtMost)
    // Each tick on a row of its own, all as far apart.
    let gaps = max(axis.ticks.count - 1, 1)
    rows = 1 + gaps * max(1, Self.usualRows / gaps)
    flags = TextFlags(plot, columns: columns)
  }

  package var lines: [[PlotSpan]] {
    let title = [[PlotSpan(text: plot.title, ink: .title)], []]
    let above = flags.lines.map { [blank(gutter), PlotSpan(text: $0, ink: .flag)] }
    let labels = self.labels
    let below = [bottom(labels), [blank(gutter), PlotSpan(text: Self.text(labels), ink: .axis)], []]
    let lines = title + above + drawing + below + notes.map { [PlotSpan(text: $0, ink: .plain)] }
    return lines.map { line in
      line.withoutBlankEnd.map { isASCII ? PlotSpan(text: ASCIISigns.text($0.text), ink: $0.ink) : $0 }
    }
  }

  /// True if a mark for each point would leave no room between them.
  var isDense: Bool { plot.points.count > columns }

  func row(_ value: Double) -> Int { Int(((1 - axis.position(of: value)) * Double(rows - 1)).rounded()) }

  private func blank(_ width: Int) -> PlotSpan { PlotSpan(text: String(repeating: " ", count: width), ink: .plain) }

  // MARK: The drawing

  private var drawing: [[PlotSpan]] {
    let grid = self.grid
    let marks = self.marks
    let bounds = Set(plot.bounds.filter(plot.isDrawn).map { row($0.value) })
    let ticks = Dictionary(axis.ticks.map { (row($0.value), $0.text) }) { first, _ in first }
    return (0..<rows).map { row in
      let tick = ticks[row] ?? ""
      let space = String(repeating: " ", count: gutter - 2 - tick.count)
      var line = [PlotSpan(text: "\(space)\(tick) \(ticks[row] == nil ? "│" : "┤")", ink: .axis)]
      for column in 0..<columns {
        if let mark = marks[row * columns + column] {
          line.add(mark.sign, mark.ink)
        } else if let dots = grid.character(column, row) {
          line.add(dots, .plain)
        } else {
          line.add(bounds.contains(row) ? "╌" : " ", bounds.contains(row) ? .bound : .plain)
        }
      }
      return line
    }
  }

  // MARK: Below it

  private struct Label {
    let text: String
    let column: Int
    let start: Int
  }

  private var labels: [Label] {
    let texts = plot.points.map { EscapedText.line($0.label).shortened(to: 20) }
    let sizes = texts.indices.map { (Double(plot.column($0, of: columns)) + 0.5, Double(texts[$0].count)) }
    return LabelLayout.thinned(sizes, length: Double(columns), gap: 2).map { index, start in
      Label(text: texts[index], column: plot.column(index, of: columns), start: Int(start))
    }
  }

  private static func text(_ labels: [Label]) -> String {
    labels.reduce(into: "") { text, label in
      text += String(repeating: " ", count: max(0, label.start - text.count)) + label.text
    }
  }

  private func bottom(_ labels: [Label]) -> [PlotSpan] {
    let marked = Set(labels.map(\.column))
    let line = (0..<columns).map { marked.contains($0) ? "┬" : "─" }.joined()
    return [PlotSpan(text: String(repeating: " ", count: gutter - 1) + "└" + line, ink: .axis)]
  }

  private var notes: [String] {
    let bounds = plot.bounds.filter(plot.isDrawn).map(\.text)
    let marks = isDense ? [] : plot.legend.map { "\($0.mark.sign) \(EscapedText.line($0.state))" }
    let legend = marks + (bounds.isEmpty ? [] : ["╌ \(bounds.joined(separator: ", "))"])
    let dense = isDense ? ["a column of dots shows the least and the greatest of several \(plot.noun.many)"] : []
    return [plot.summary, legend.isEmpty ? nil : legend.joined(separator: "  ")].compactMap { $0 } + dense
      + plot.gaps(
        hiddenFlags: flags.hiddenCount, hiddenPoints: plot.offLine.filter { isDense && flags.places[$0] == nil })
  }
}

extension PlotPoint.Mark {
  fileprivate var ink: PlotInk {
    switch self {
    case .full, .small: .mark
    case .hollow: .hollow
    case .cross: .cross
    }
  }
}
