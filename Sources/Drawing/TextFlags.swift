/// The names that hang on points, in rows of characters above the plot: `▾ production` begins or ends over its point.
struct TextFlags {
  /// By position of the point; those that found no place are not here.
  let places: [Int: LabelLayout.Place]
  /// How many names are in no row.
  let hiddenCount: Int
  private let plot: LinePlot
  private let columns: Int

  private static let rowsAtMost = 3
  private static let lettersAtMost = 30

  /// - Parameter columns: of the drawing, in characters.
  init(_ plot: LinePlot, columns: Int) {
    self.plot = plot
    self.columns = columns
    let flagged = plot.drawn.filter { !plot.points[$0].flags.isEmpty }
    let labels = flagged.map { index in
      let column = plot.column(index, of: columns)
      let width = Self.text(plot.points[index]).count + 2
      // To the right of its sign, or to the left.
      let starts = [column, column - width + 1].filter { $0 >= 0 && $0 + width <= columns }
      return LabelLayout.Label(
        starts: starts.map(Double.init), width: Double(width), isFirst: plot.points[index].hasStrongFlag)
    }
    var places: [Int: LabelLayout.Place] = [:]
    var hidden = 0
    for (index, place) in zip(flagged, LabelLayout.packed(labels, rowsAtMost: Self.rowsAtMost, gap: 2)) {
      if let place { places[index] = place } else { hidden += plot.points[index].flags.count }
    }
    self.places = places
    hiddenCount = hidden
  }

  private static func text(_ point: PlotPoint) -> String { point.flagText(atMost: lettersAtMost) }

  /// The rows, highest first.
  var lines: [String] {
    let count = (places.values.map(\.row).max() ?? -1) + 1
    return (0..<count).reversed().map { row in
      var line = [Character](repeating: " ", count: columns)
      // What hangs higher reaches down, and behind the names of this row.
      for (index, place) in places where place.row > row { line[plot.column(index, of: columns)] = "│" }
      for (index, place) in places where place.row == row {
        let (start, text) = (Int(place.start), Self.text(plot.points[index]))
        let words = start == plot.column(index, of: columns) ? "▾ \(text)" : "\(text) ▾"
        line.replaceSubrange(start..<(start + words.count), with: words)
      }
      return String(line)
    }
  }
}
