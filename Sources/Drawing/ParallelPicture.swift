import Diagnostics

/// Runs as lines across parallel axes, as an SVG for a page.
///
/// Source: A. Inselberg, "The plane with parallel coordinates", 1985.
package struct ParallelPicture: Sendable {
  package let text: String

  private static let width = 1176.0
  private static let height = 272.0
  private static let margin = 60.0
  private static let top = 44.0
  private static let bottom = 246.0
  /// More words beside an axis lie on each other.
  private static let wordsAtMost = 10

  /// - Parameter plot: with at least two axes.
  package init(_ plot: RunPlot) {
    let slot = (Self.width - 2 * Self.margin) / Double(max(plot.axes.count - 1, 1))
    func x(_ axis: Int) -> Double { Self.margin + slot * Double(axis) }
    text = plot.write("plot para", width: Self.width, height: Self.height) { svg in
      for run in plot.runs {
        plot.write(run, &svg) { svg in
          for piece in Self.pieces(run, plot) {
            let points = piece.map { "\(SVGText.number(x($0.axis))),\(SVGText.number(Self.y($0.position)))" }
            // A value between two gaps is a short line of its own.
            let shown = points.count > 1 ? points : [points[0], Self.beside(piece[0], x)]
            svg.element(
              "polyline",
              ["class": run.isOutstanding ? "run won" : "run", "points": shown.joined(separator: " ")])
          }
        }
      }
      for (index, axis) in plot.axes.enumerated() {
        Self.write(axis, &svg, x(index), slot: slot, isLast: index == plot.axes.count - 1)
      }
    }
  }

  private static func y(_ position: Double) -> Double { bottom - (bottom - top) * position }

  private static func beside(_ point: (axis: Int, position: Double), _ x: (Int) -> Double) -> String {
    "\(SVGText.number(x(point.axis) + 8)),\(SVGText.number(y(point.position)))"
  }

  /// What a run has on neighbouring axes, in as many pieces as there are gaps.
  private static func pieces(_ run: PlotRun, _ plot: RunPlot) -> [[(axis: Int, position: Double)]] {
    var pieces: [[(axis: Int, position: Double)]] = []
    var isOpen = false
    for (index, axis) in plot.axes.enumerated() {
      guard let position = axis.position(of: run.values[index]) else {
        isOpen = false
        continue
      }
      if isOpen { pieces[pieces.count - 1].append((index, position)) } else { pieces.append([(index, position)]) }
      isOpen = true
    }
    return pieces
  }

  private static func write(_ axis: PlotScale, _ svg: inout SVGText, _ x: Double, slot: Double, isLast: Bool) {
    let (middle, top, bottom) = (SVGText.number(x), SVGText.number(Self.top), SVGText.number(Self.bottom))
    svg.element("line", ["class": "axis", "x1": middle, "x2": middle, "y1": top, "y2": bottom])
    let letters = max(6, Int(slot / 7.5))
    svg.element(
      "text", ["class": "ax", "x": middle, "y": "14", "text-anchor": "middle"],
      EscapedText.line(axis.title).shortened(to: letters))
    let marks = axis.marks
    if !axis.isOfNumbers, marks.count <= wordsAtMost {
      for mark in marks {
        svg.element(
          "text",
          [
            "x": SVGText.number(isLast ? x - 6 : x + 6), "y": SVGText.number(y(mark.position) - 4),
            "text-anchor": isLast ? "end" : "start",
          ], mark.text.shortened(to: letters))
      }
    } else if let low = marks.first, let high = marks.last {
      svg.element("text", ["x": middle, "y": "32", "text-anchor": "middle"], high.text.shortened(to: letters))
      svg.element("text", ["x": middle, "y": "264", "text-anchor": "middle"], low.text.shortened(to: letters))
    }
    svg.newLine()
  }
}
