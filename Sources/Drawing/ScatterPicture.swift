import Diagnostics

/// Runs as points between two crossed axes, as an SVG for a page. What is good is at the top and on the right.
package struct ScatterPicture: Sendable {
  package let text: String

  private static let width = 1176.0
  private static let height = 380.0
  private static let left = 84.0
  private static let right = 1156.0
  private static let top = 30.0
  private static let bottom = 328.0

  /// - Parameter plot: with two axes, the horizontal one first. Runs that lack one of the values are not drawn.
  package init(_ plot: RunPlot) {
    let (across, up) = (plot.axes[0], plot.axes[1])
    text = plot.write("plot para", width: Self.width, height: Self.height) { svg in
      Self.write(across, up, &svg)
      for run in plot.runs {
        guard let x = across.position(of: run.values[0]), let y = up.position(of: run.values[1]) else { continue }
        plot.write(run, &svg) { svg in
          let (x, y) = (SVGText.number(Self.x(x)), SVGText.number(Self.y(y)))
          svg.element(
            "circle",
            [
              "class": run.isOutstanding ? "spot won" : "spot", "cx": x, "cy": y,
              "r": run.isOutstanding ? "6" : "4.4",
            ])
        }
      }
    }
  }

  /// How many runs have both values.
  package static func drawn(_ plot: RunPlot) -> Int {
    plot.runs.count { run in zip(plot.axes, run.values).allSatisfy { $0.position(of: $1) != nil } }
  }

  private static func x(_ position: Double) -> Double { left + (right - left) * position }
  private static func y(_ position: Double) -> Double { bottom - (bottom - top) * position }

  private static func write(_ across: PlotScale, _ up: PlotScale, _ svg: inout SVGText) {
    let (left, right) = (SVGText.number(Self.left), SVGText.number(Self.right))
    let (top, bottom) = (SVGText.number(Self.top), SVGText.number(Self.bottom))
    for mark in thinned(up.marks, atMost: 12) {
      let height = SVGText.number(y(mark.position))
      svg.element("line", ["class": "grid", "x1": left, "x2": right, "y1": height, "y2": height])
      svg.element(
        "text",
        [
          "x": SVGText.number(Self.left - 8), "y": SVGText.number(y(mark.position) + 4), "text-anchor": "end",
        ], mark.text.shortened(to: 11))
    }
    for mark in thinned(across.marks, atMost: 12) {
      let place = SVGText.number(x(mark.position))
      svg.element("line", ["class": "grid", "x1": place, "x2": place, "y1": top, "y2": bottom])
      let anchor = mark.position > 0.97 ? "end" : "middle"
      svg.element(
        "text", ["x": place, "y": SVGText.number(Self.bottom + 18), "text-anchor": anchor], mark.text.shortened(to: 12))
    }
    svg.newLine()
    svg.element("text", ["class": "ax", "x": "8", "y": "16"], name(up))
    svg.element(
      "text", ["class": "ax", "x": right, "y": SVGText.number(Self.height - 12), "text-anchor": "end"], name(across))
    svg.newLine()
  }

  private static func name(_ axis: PlotScale) -> String {
    EscapedText.line(axis.title).shortened(to: 48) + (axis.isTurned ? ", less is better" : "")
  }

  private static func thinned(_ marks: [PlotScale.Mark], atMost count: Int) -> [PlotScale.Mark] {
    let step = (marks.count + count - 1) / count
    return marks.count <= count ? marks : stride(from: 0, to: marks.count, by: step).map { marks[$0] }
  }
}
