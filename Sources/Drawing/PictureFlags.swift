/// The names that hang on points, in boxes above the plot, each with a line down to its point.
struct PictureFlags {
  /// By position of the point; those that found no place are not here.
  let places: [Int: Box]
  let rowCount: Int
  /// How many names are in no box.
  let hiddenCount: Int

  struct Box {
    let text: String
    let isStrong: Bool
    let row: Int
    let left: Double
    let width: Double
  }

  static let rowHeight = 22.0
  private static let rowsAtMost = 3
  private static let lettersAtMost = 30
  private static let boldLetterWidth = 7.4

  /// - Parameters:
  ///   - left: of the plot's area, in pixels.
  ///   - right: its other side.
  init(_ plot: LinePlot, from left: Double, to right: Double) {
    let flagged = plot.drawn.filter { !plot.points[$0].flags.isEmpty }
    let slot = (right - left) / Double(max(plot.points.count, 1))
    let texts = flagged.map { plot.points[$0].flagText(atMost: Self.lettersAtMost) }
    let labels = zip(flagged, texts).map { index, text in
      let width = Double(text.count) * Self.boldLetterWidth + 12
      let start = left + slot * (Double(index) + 0.5) - width / 2
      return LabelLayout.Label(
        starts: [max(left, min(start, right - width))], width: width, isFirst: plot.points[index].hasStrongFlag)
    }
    let found = LabelLayout.packed(labels, rowsAtMost: Self.rowsAtMost, gap: 6)
    var places: [Int: Box] = [:]
    var hidden = 0
    for (number, place) in found.enumerated() {
      let point = plot.points[flagged[number]]
      guard let place else {
        hidden += point.flags.count
        continue
      }
      places[flagged[number]] = Box(
        text: texts[number], isStrong: point.hasStrongFlag, row: place.row, left: place.start,
        width: labels[number].width)
    }
    self.places = places
    hiddenCount = hidden
    rowCount = (places.values.map(\.row).max() ?? -1) + 1
  }

  /// - Parameters:
  ///   - top: of the plot's area.
  ///   - point: where a point is.
  func draw(_ svg: inout SVGText, above top: Double, _ point: (Int) -> (x: Double, y: Double)) {
    let boxes = places.sorted { $0.key < $1.key }
    func y(_ box: Box) -> Double { top - 8 - Double(box.row + 1) * Self.rowHeight }
    // All lines first: a box lies on the lines of those above it.
    for (index, box) in boxes {
      let (x, bottom) = point(index)
      let end = SVGText.number(bottom - 6)
      svg.element(
        "line",
        [
          "class": "flag", "x1": SVGText.number(x), "y1": SVGText.number(y(box) + 18), "x2": SVGText.number(x),
          "y2": end,
        ])
    }
    for (_, box) in boxes {
      svg.element(
        "rect",
        [
          "class": box.isStrong ? "flag-b" : "flag-o", "x": SVGText.number(box.left), "y": SVGText.number(y(box)),
          "width": SVGText.number(box.width), "height": "18", "rx": "5",
        ])
      let middle = SVGText.number(box.left + box.width / 2)
      svg.element(
        "text",
        [
          "class": box.isStrong ? "flag-t" : "flag-u", "x": middle, "y": SVGText.number(y(box) + 12.5),
          "text-anchor": "middle",
        ], box.text)
    }
    svg.newLine()
  }
}

extension PlotPoint {
  var hasStrongFlag: Bool { flags.contains(where: \.isStrong) }
}
