import Manifests

extension ModelTable {
  /// Which of a model's versions a page shows: others are not read where a model has many.
  enum Part: Hashable, Sendable {
    case all
    /// A run of versions next to each other.
    case run(Edge)

    /// Where the run ends.
    enum Edge: Hashable, Sendable {
      /// At the highest version.
      case top
      /// At a version.
      case through(SemanticVersion)
      /// So many versions above one.
      case above(SemanticVersion, Int)
    }

    /// A model of no more versions is read whole.
    static let rowsAtMost = 400

    /// - Parameter numbers: all of them, lowest first.
    func range(of numbers: [SemanticVersion]) -> Range<Int> {
      let count = numbers.count
      guard case .run(let edge) = self, count > Self.rowsAtMost else { return 0..<count }
      func end(_ number: SemanticVersion, _ more: Int) -> Int {
        numbers.firstIndex(of: number).map { min(count, $0 + 1 + more) } ?? count
      }
      let end =
        switch edge {
        case .top: count
        case .through(let number): end(number, 0)
        case .above(let number, let more): end(number, more)
        }
      return max(0, end - Self.rowsAtMost)..<end
    }
  }
}
