/// Many points on few columns: of each column, the first, the last, the least and the greatest, which look the same as all of them.
enum PointColumns {
  /// - Parameters:
  ///   - points: positions in a plot, ascending.
  ///   - value: of a position.
  ///   - column: of a position, never descending.
  static func thinned(_ points: [Int], value: (Int) -> Double, column: (Int) -> Int) -> [Int] {
    var kept: [Int] = []
    var start = 0
    while start < points.count {
      let place = column(points[start])
      var end = start
      var (least, greatest) = (points[start], points[start])
      while end < points.count, column(points[end]) == place {
        if value(points[end]) < value(least) { least = points[end] }
        if value(points[end]) > value(greatest) { greatest = points[end] }
        end += 1
      }
      kept += Set([points[start], least, greatest, points[end - 1]]).sorted()
      start = end
    }
    return kept
  }
}
