/// Values of a few things in order, such as a metric over a model's versions: what a picture and a terminal draw of them.
///
///     ┤ ×          ▾ production      cross: off the line
///     ┤        ●───●                 full: on the line
///     ┤╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌            a bound
///     ┤    ●
///     └────────────────────
///      1.0.0  1.1.0  1.2.0           the points' labels, in their order
///
/// All texts are taken as they are; whoever draws escapes them.
package struct LinePlot: Sendable {
  /// What the values are: a metric's name.
  package let measure: String
  /// What has these values: a model's name.
  package let subject: String
  /// What one point is, and several: `version`, `versions`.
  package let noun: (one: String, many: String)
  package let isLowerBetter: Bool
  /// From left to right.
  package let points: [PlotPoint]
  package let bounds: [PlotBound]
  /// The positions of the points that have a finite value: what can be drawn.
  let drawn: [Int]
  /// By position: how many points up to there should be on the line, but have no value.
  private let gaps: [Int]
  private let least: Double?
  private let greatest: Double?

  package init(
    _ measure: String, of subject: String, noun: (one: String, many: String), isLowerBetter: Bool = false,
    points: [PlotPoint], bounds: [PlotBound] = []
  ) {
    self.measure = measure
    self.subject = subject
    self.noun = noun
    self.isLowerBetter = isLowerBetter
    self.points = points
    self.bounds = bounds
    drawn = points.indices.filter { points[$0].value?.isFinite == true }
    gaps = points.reduce(into: []) { gaps, point in
      gaps.append((gaps.last ?? 0) + (point.mark.isOnLine && point.value?.isFinite != true ? 1 : 0))
    }
    let values = drawn.compactMap { points[$0].value }
    (least, greatest) = (values.min(), values.max())
  }

  /// The positions of what counts: crosses do not.
  var valid: [Int] { drawn.filter { points[$0].mark != .cross } }

  var offLine: [Int] { drawn.filter { !points[$0].mark.isOnLine } }

  func value(at index: Int) -> Double { points[index].value ?? .nan }

  /// Where a point stands, if all share so many columns evenly: the columns count from 0.
  func column(_ index: Int, of columns: Int) -> Int {
    Int((Double(index) + 0.5) * Double(columns) / Double(points.count))
  }

  /// The position of the best value, the first of equals. Nil if there is none.
  package var best: Int? {
    valid.min { isLowerBetter ? value(at: $0) < value(at: $1) : value(at: $0) > value(at: $1) }
  }

  /// What the line runs through, in as many pieces as there are gaps.
  ///
  /// - Parameter column: if there are many points, where each stands; see ``PointColumns``.
  func line(thinnedBy column: ((Int) -> Int)?) -> [[Int]] {
    let whole = drawn.filter { points[$0].mark.isOnLine }
    let line = column.map { PointColumns.thinned(whole, value: value, column: $0) } ?? whole
    return line.reduce(into: []) { pieces, index in
      if let last = pieces.last?.last, gaps[last] == gaps[index] {
        pieces[pieces.count - 1].append(index)
      } else {
        pieces.append([index])
      }
    }
  }

  /// The vertical axis: the values, and those bounds that are drawn.
  func axis(ticksAtMost: Int) -> Axis {
    Axis(of: [least, greatest].compactMap { $0 } + bounds.filter(isDrawn).map(\.value), ticksAtMost: ticksAtMost)
  }

  /// True for a bound that leaves the values room: at most as far from them as they are from each other, or from zero if all are equal.
  func isDrawn(_ bound: PlotBound) -> Bool {
    guard bound.value.isFinite, let least, let greatest else { return false }
    let room = least == greatest ? max(abs(least), 1) : greatest - least
    return bound.value >= least - room && bound.value <= greatest + room
  }
}
