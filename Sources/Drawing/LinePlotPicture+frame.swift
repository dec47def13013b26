import Diagnostics

/// What the values stand in: bands, grid, labels.
extension LinePlotPicture {
  private static let bandsAtMost = 60

  func drawFrame(_ svg: inout SVGText) {
    let bands = self.bands
    for (number, band) in bands.enumerated() where number % 2 == 0 && (2...Self.bandsAtMost).contains(bands.count) {
      svg.element(
        "rect",
        [
          "class": "band", "x": SVGText.number(left + slot * Double(band.lowerBound)), "y": SVGText.number(top),
          "width": SVGText.number(slot * Double(band.count)), "height": SVGText.number(Self.height),
        ])
    }
    svg.newLine()
    for label in labels(bands) {
      svg.element(
        "text", ["class": "v", "x": SVGText.number(label.x), "y": SVGText.number(top + Self.height + 20)], label.text)
    }
    svg.newLine()
    for tick in axis.ticks {
      drawLine(&svg, "grid", at: y(tick.value))
      let middle = SVGText.number(y(tick.value) + 4)
      svg.element("text", ["x": SVGText.number(left - 8), "y": middle, "text-anchor": "end"], tick.text)
    }
    svg.newLine()
  }

  /// From side to side.
  func drawLine(_ svg: inout SVGText, _ kind: String, at y: Double) {
    let (left, right, y) = (SVGText.number(left), SVGText.number(Self.right), SVGText.number(y))
    svg.element("line", ["class": kind, "x1": left, "x2": right, "y1": y, "y2": y])
  }

  /// Neighbours of one group.
  private var bands: [Range<Int>] {
    var bands: [Range<Int>] = []
    for index in plot.points.indices {
      if let last = bands.last, plot.points[last.lowerBound].group == plot.points[index].group {
        bands[bands.count - 1] = last.lowerBound..<(index + 1)
      } else {
        bands.append(index..<(index + 1))
      }
    }
    return bands
  }

  /// The points' own labels if all fit, else those of their groups if there are several, else some of their own; each with the place
  /// at which its text starts.
  private func labels(_ bands: [Range<Int>]) -> [(text: String, x: Double)] {
    let own = thinned(plot.points.indices.map { (plot.points[$0].label, x($0)) })
    guard own.count < plot.points.count, bands.count > 2 else { return own }
    return thinned(
      bands.map { band in
        (plot.points[band.lowerBound].group, left + slot * (Double(band.lowerBound) + Double(band.count) / 2))
      })
  }

  private func thinned(_ labels: [(text: String, center: Double)]) -> [(text: String, x: Double)] {
    let texts = labels.map { EscapedText.line($0.text).shortened(to: 24) }
    let sizes = zip(labels, texts).map { ($0.center - left, Double($1.count) * Self.monospaceWidth) }
    return LabelLayout.thinned(sizes, length: Self.right - left, gap: 12).map { (texts[$0.index], left + $0.start) }
  }
}
