import Diagnostics

/// The values themselves: bounds, the line, a mark for each point.
extension LinePlotPicture {
  func drawBounds(_ svg: inout SVGText) {
    var last = -Double.infinity
    for bound in plot.bounds.filter(plot.isDrawn).sorted(by: { $0.value > $1.value }) {
      let y = y(bound.value)
      drawLine(&svg, "gate", at: y)
      // Words that would lie on those of the bound above go below their own line.
      last = max(y - 5, last + 12)
      svg.element(
        "text",
        ["class": "gate-t", "x": SVGText.number(Self.right - 4), "y": SVGText.number(last), "text-anchor": "end"],
        bound.text)
    }
    svg.newLine()
  }

  func drawLine(_ svg: inout SVGText) {
    for piece in plot.line(thinnedBy: isDense ? { Int((x($0) - left) / 2) } : nil) where piece.count > 1 || isDense {
      // A point between two gaps is a line of no length, with round ends.
      let points = (piece.count == 1 ? piece + piece : piece).map {
        "\(SVGText.number(x($0))),\(SVGText.number(y(plot.value(at: $0))))"
      }
      svg.element("polyline", ["class": "trace", "points": points.joined(separator: " ")])
    }
    svg.newLine()
  }

  func drawMarks(_ svg: inout SVGText) {
    for index in plot.drawn where !isDense || flags.places[index] != nil {
      let point = plot.points[index]
      let words = [
        EscapedText.line(point.label), "\(plot.measure) \(plot.value(at: index))", point.state,
        point.flags.isEmpty ? nil : point.flagText(atMost: 200),
      ].compactMap { $0 }.joined(separator: ", ")
      func content(_ svg: inout SVGText) {
        svg.element("title", [:], words)
        draw(point.mark, &svg, x(index), y(plot.value(at: index)))
      }
      if let link = point.link {
        svg.element("a", ["href": link, "aria-label": words], content)
      } else {
        svg.element("g", [:], content)
      }
      svg.newLine()
    }
  }

  private func draw(_ mark: PlotPoint.Mark, _ svg: inout SVGText, _ x: Double, _ y: Double) {
    // Marks of neighbours touch at most.
    let radius = min(4.4, max(1.4, slot * 0.45))
    func circle(_ kind: String, _ radius: Double) {
      svg.element(
        "circle",
        ["class": kind, "cx": SVGText.number(x), "cy": SVGText.number(y), "r": SVGText.number(radius)])
    }
    switch mark {
    case .full: circle(radius < 3 ? "dot fine" : "dot", radius)
    case .hollow: circle("old", radius * 0.9)
    case .small: circle("pre", radius * 0.8)
    case .cross:
      let (left, right) = (SVGText.number(x - radius * 0.9), SVGText.number(x + radius * 0.9))
      let (top, bottom) = (SVGText.number(y - radius * 0.9), SVGText.number(y + radius * 0.9))
      svg.element(
        "path", ["class": "gone", "d": "M\(left) \(top)L\(right) \(bottom)M\(left) \(bottom)L\(right) \(top)"])
    }
  }
}
