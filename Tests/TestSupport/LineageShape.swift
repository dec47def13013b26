/// A lineage of any size, in one of the shapes that a careless walk takes too long for.
package enum LineageShape: String, CaseIterable, Sendable {
  /// Each version is made from the one before.
  case chain
  /// All are made from the first.
  case fan
  /// Each is made from the two before: there are more ways through it than a computer can count.
  case diamonds
  /// A chain whose first is made from its last.
  case cycle

  /// What each version was made from, by their places.
  package func inputs(of count: Int) -> [[Int]] {
    (0..<count).map { place in
      switch self {
      case .chain: place == 0 ? [] : [place - 1]
      case .fan: place == 0 ? [] : [0]
      case .diamonds: [place - 1, place - 2].filter { $0 >= 0 }
      case .cycle: [place == 0 ? count - 1 : place - 1]
      }
    }
  }
}
