import Diagnostics

/// What is said of a plot beside its drawing: for those who cannot see it, and of what it leaves out.
extension LinePlot {
  /// `accuracy of 16 versions of Lab/sentiment`.
  package var title: String {
    "\(EscapedText.line(measure)) of \(count(points.count)) of \(EscapedText.line(subject))"
  }

  /// `1 version`, `16 versions`.
  func count(_ number: Int) -> String { "\(number) \(number == 1 ? noun.one : noun.many)" }

  /// First, last and best value: `from 0.8333 in 1.1.0 to 0.904 in 1.5.1; highest 0.9133 in 1.4.0`.
  var summary: String? {
    guard let best, let first = valid.first, let last = valid.last else { return nil }
    guard first != last else { return place(of: first) }
    let word = isLowerBetter ? "lowest" : "highest"
    let ends = "from \(place(of: first)) to \(place(of: last))"
    return value(at: best) == value(at: last) ? "\(ends), the \(word)" : "\(ends); \(word) \(place(of: best))"
  }

  func place(of index: Int) -> String { "\(value(at: index)) in \(label(index))" }

  /// Safe to print, and no longer than fits.
  func label(_ index: Int) -> String { EscapedText.line(points[index].label).shortened(to: Self.lettersOfAName) }

  static let lettersOfAName = 24

  /// More names than these are counted instead.
  private static let namesAtMost = 5

  /// What is not in the drawing, each a phrase.
  ///
  /// - Parameters:
  ///   - hiddenFlags: how many names found no place.
  ///   - hiddenPoints: the positions of those off the line that have no mark.
  func gaps(hiddenFlags: Int, hiddenPoints: [Int]) -> [String] {
    let missing = points.indices.filter { points[$0].value == nil }
    let infinite = points.indices.filter { points[$0].value.map { !$0.isFinite } ?? false }
    var gaps: [String] = []
    if !missing.isEmpty { gaps.append("\(told(missing)) without \(EscapedText.line(measure))") }
    if !infinite.isEmpty { gaps.append("\(told(infinite)) with a value that is not a finite number") }
    if !hiddenPoints.isEmpty { gaps.append("\(told(hiddenPoints)) off the line, not drawn") }
    for bound in bounds where !isDrawn(bound) { gaps.append("\(bound.text) is far outside") }
    if hiddenFlags > 0 { gaps.append("no room for \(hiddenFlags) more \(hiddenFlags == 1 ? "name" : "names")") }
    return gaps
  }

  private func told(_ indices: [Int]) -> String {
    let rest = indices.count > Self.namesAtMost ? ", …" : ""
    return "\(count(indices.count)) (\(indices.prefix(Self.namesAtMost).map(label).joined(separator: ", "))\(rest))"
  }

  /// The marks that are not full, with what they mean, in the order of ``PlotPoint/Mark``.
  var legend: [(mark: PlotPoint.Mark, state: String)] {
    PlotPoint.Mark.allCases.compactMap { mark in
      drawn.first { points[$0].mark == mark && points[$0].state != nil }.flatMap { points[$0].state }.map { (mark, $0) }
    }
  }
}

extension PlotPoint {
  /// The names of its flags in one line: as many as fit, and how many more there are.
  func flagText(atMost width: Int) -> String {
    let names = flags.map { EscapedText.line($0.name) }
    guard let first = names.first else { return "" }
    var (text, shown) = (first.shortened(to: width), 1)
    for name in names.dropFirst() where text.count + 2 + name.count <= width {
      text += ", \(name)"
      shown += 1
    }
    return shown < names.count ? "\(text) +\(names.count - shown)" : text
  }
}

extension String {
  /// Cut to so many characters, the last of which then is `…`.
  func shortened(to width: Int) -> String { count > width ? prefix(width - 1) + "…" : self }
}
