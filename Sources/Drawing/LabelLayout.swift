/// Where labels go so that none lies on another, in whatever unit: characters or pixels.
enum LabelLayout {
  struct Label {
    /// Where it may start, the best place first.
    let starts: [Double]
    let width: Double
    /// These get a place first.
    var isFirst = false
  }

  struct Place: Equatable {
    /// 0 is the one that is nearest to what is labelled.
    let row: Int
    let start: Double
  }

  /// Labels in a few rows above each other.
  ///
  /// - Returns: for each label its place; nil for those that found none.
  static func packed(_ labels: [Label], rowsAtMost: Int, gap: Double) -> [Place?] {
    var places = [Place?](repeating: nil, count: labels.count)
    var taken = [[ClosedRange<Double>]](repeating: [], count: rowsAtMost)
    // From the right, where what is newest is.
    let order =
      labels.indices.reversed().filter { labels[$0].isFirst }
      + labels.indices.reversed().filter { !labels[$0].isFirst }
    for index in order {
      let label = labels[index]
      search: for row in 0..<rowsAtMost {
        for start in label.starts {
          let range = (start - gap / 2)...(start + label.width + gap / 2)
          guard !taken[row].contains(where: { $0.lowerBound < range.upperBound && range.lowerBound < $0.upperBound })
          else { continue }
          taken[row].append(range)
          places[index] = Place(row: row, start: start)
          break search
        }
      }
    }
    return places
  }

  /// Every label, or every second, third … so that they fit in one row.
  ///
  /// - Parameter length: of the row; a label that would reach over an end is moved in.
  /// - Returns: the positions of those that are shown, each with its start.
  static func thinned(
    _ labels: [(center: Double, width: Double)], length: Double, gap: Double
  ) -> [(index: Int, start: Double)] {
    func start(_ index: Int) -> Double {
      let (center, width) = labels[index]
      return max(0, min(center - width / 2, length - width))
    }
    guard !labels.isEmpty else { return [] }
    for step in 1...labels.count {
      var end = -Double.infinity
      let shown = stride(from: 0, to: labels.count, by: step)
      let isRoomy = shown.allSatisfy { index in
        defer { end = start(index) + labels[index].width + gap }
        return start(index) >= end
      }
      if isRoomy { return shown.map { ($0, start($0)) } }
    }
    return []
  }
}
