import Diagnostics

/// A plot as an SVG.
///
///     title                      alone only
///              flags             up to three rows
///     tick ┤  bands, grid, bounds, line, marks
///           labels
///     summary, legend, gaps      alone only; a page has them in its table
///
/// No script, no style attribute, nothing from elsewhere: in a page it holds under a policy of `default-src 'none'`.
package struct LinePlotPicture {
  package enum Form: Sendable {
    /// A file: with its own style, title and words.
    case alone
    /// An element of an HTML page whose sheet has the classes.
    case inPage
  }

  let plot: LinePlot
  private let form: Form
  /// Begins the ids of its elements: unique in a page.
  private let id: String
  let axis: Axis
  let flags: PictureFlags
  let left: Double
  let top: Double

  private static let width = 860.0
  static let right = 838.0
  static let height = 188.0
  /// Sans-serif letters of 11 px, on the wide side.
  static let letterWidth = 6.4
  static let monospaceWidth = 6.7
  /// One every two pixels; more become columns.
  private static let pointsAtMost = 400

  package init(_ plot: LinePlot, _ form: Form = .alone, id: String = "plot") {
    self.plot = plot
    self.form = form
    self.id = id
    axis = plot.axis(ticksAtMost: 7)
    let widest = axis.ticks.map(\.text.count).max() ?? 0
    left = 24 + Double(widest) * Self.letterWidth
    flags = PictureFlags(plot, from: left, to: Self.right)
    top = (form == .alone ? 38 : 4) + Double(flags.rowCount) * PictureFlags.rowHeight + 8
  }

  /// - Returns: the text of the picture, with a final line feed.
  package var text: String {
    var svg = SVGText()
    let notes = form == .alone ? self.notes : []
    let height = top + Self.height + 34 + Double(notes.count) * 17 + (notes.isEmpty ? 0 : 6)
    let size = (SVGText.number(Self.width), SVGText.number(height))
    let isLinked = plot.drawn.contains { plot.points[$0].link != nil }
    let box = "0 0 \(size.0) \(size.1)"
    // A picture with links is a group: as an image it would hide them from a screen reader.
    let role = isLinked ? "group" : "img"
    let (title, description) = ("\(id)-title", "\(id)-text")
    func content(_ svg: inout SVGText) {
      svg.element("title", ["id": title], plot.title)
      svg.element("desc", ["id": description], words)
      if form == .alone {
        svg.newLine()
        svg.add(PictureStyle.sheet)
        svg.element("rect", ["class": "paper", "width": size.0, "height": size.1])
        svg.element("text", ["class": "title", "x": "16", "y": "27"], plot.title.shortened(to: 88))
      }
      svg.newLine()
      drawFrame(&svg)
      drawBounds(&svg)
      drawLine(&svg)
      flags.draw(&svg, above: top) { (x($0), y(plot.value(at: $0))) }
      drawMarks(&svg)
      for (index, note) in notes.enumerated() {
        let y = top + Self.height + 46 + Double(index) * 17
        svg.element("text", ["x": "16", "y": SVGText.number(y)], note)
      }
      svg.newLine()
    }
    switch form {
    case .alone:
      svg.element(
        "svg",
        [
          "xmlns": "http://www.w3.org/2000/svg", "class": "plot", "width": size.0, "height": size.1, "viewBox": box,
          "role": role, "aria-labelledby": title, "aria-describedby": description,
        ], content)
    case .inPage:
      svg.element(
        "svg",
        [
          "class": "plot", "viewBox": box, "role": role, "aria-labelledby": title, "aria-describedby": description,
        ], content)
    }
    svg.newLine()
    return svg.text
  }

  // MARK: Places

  func x(_ index: Int) -> Double { left + slot * (Double(index) + 0.5) }

  var slot: Double { (Self.right - left) / Double(max(plot.points.count, 1)) }

  func y(_ value: Double) -> Double { top + Self.height * (1 - axis.position(of: value)) }

  var isDense: Bool { plot.drawn.count > Self.pointsAtMost }

  // MARK: Words

  /// What it shows, for those who cannot see it.
  private var words: String {
    let named = plot.drawn.filter { !plot.points[$0].flags.isEmpty }.suffix(10).map { index in
      "\(plot.points[index].flagText(atMost: 60)): \(plot.place(of: index))."
    }
    let bounds = plot.bounds.map { "\($0.text)." }
    return (["\(plot.summary ?? "no values")."] + named + bounds + gaps.map { "\($0)." }).joined(separator: " ")
  }

  private var notes: [String] { [plot.summary].compactMap { $0 } + legend + gaps.map { $0.shortened(to: 126) } }

  private var gaps: [String] {
    let dense = isDense ? ["of each column, only the first, last, least and greatest value is drawn"] : []
    return dense
      + plot.gaps(
        hiddenFlags: flags.hiddenCount, hiddenPoints: plot.offLine.filter { isDense && flags.places[$0] == nil })
  }

  private var legend: [String] {
    guard !isDense, !plot.legend.isEmpty else { return [] }
    return [plot.legend.map { "\($0.mark.sign) \(EscapedText.line($0.state))" }.joined(separator: ", ")]
  }
}
