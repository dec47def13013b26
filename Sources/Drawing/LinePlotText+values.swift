/// What is drawn of the values: a line of dots, and marks on it.
extension LinePlotText {
  /// The line, through at most four points of each column of dots.
  var grid: DotGrid {
    var grid = DotGrid(columns: columns, rows: rows)
    for piece in plot.line(thinnedBy: x) {
      for (start, end) in zip(piece.prefix(1) + piece, piece) {
        grid.line(from: (x(start), y(start)), to: (x(end), y(end)))
      }
    }
    return grid
  }

  /// A column of dots.
  private func x(_ index: Int) -> Int {
    isDense ? plot.column(index, of: columns * DotGrid.across) : plot.column(index, of: columns) * DotGrid.across + 1
  }

  /// A row of dots; a tick's value is in the middle of its row of characters.
  private func y(_ index: Int) -> Int {
    let place = (1 - axis.position(of: plot.value(at: index))) * Double((rows - 1) * DotGrid.down)
    return Int((place + Double(DotGrid.down - 1) / 2).rounded())
  }

  /// By row and column: a later point's mark lies on that of an earlier one, and one with a flag on all.
  var marks: [Int: PlotPoint.Mark] {
    let hasRoom = columns >= 2 * plot.points.count
    let shown = plot.drawn.filter { !isDense && (hasRoom || !plot.points[$0].mark.isOnLine) }
    var marks: [Int: PlotPoint.Mark] = [:]
    for index in shown + plot.drawn.filter({ flags.places[$0] != nil }) {
      marks[row(plot.value(at: index)) * columns + plot.column(index, of: columns)] = plot.points[index].mark
    }
    return marks
  }
}
