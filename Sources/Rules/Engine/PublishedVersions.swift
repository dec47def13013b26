import Manifests

/// The numbers of one model on both sides of a change, with what rules ask of them: each in less than a look at all of them.
final class PublishedVersions {
  /// Active, deprecated and yanked before the change, sorted.
  let numbers: [SemanticVersion]
  let retired: [SemanticVersion]
  /// Those that the change publishes.
  let added: [SemanticVersion]
  let order: VersionOrder.Published
  /// Both sorted, for what a new one follows.
  let line: ReleaseLine
  private lazy var sortedAdded = added.sorted()
  private(set) lazy var retiredNames = RetiredNames(retired)
  /// Every number that the model ever had, and those that are added.
  private lazy var sorted = (numbers + retired + added).sorted()

  init(numbers: [SemanticVersion], retired: [SemanticVersion], added: [SemanticVersion]) {
    self.numbers = numbers
    self.retired = retired
    self.added = added
    order = VersionOrder.Published(retired.isEmpty ? numbers : numbers + retired)
    line = ReleaseLine(numbers, added: added)
  }

  /// Another version with the same precedence, retired ones left out; nil for none.
  func twin(of number: SemanticVersion) -> SemanticVersion? {
    // Those of one precedence lie side by side.
    func twin(in sorted: [SemanticVersion]) -> SemanticVersion? {
      sorted[sorted.countOfFirst { $0.precedes(number) }...].prefix { $0.hasSamePrecedence(as: number) }
        .first { $0 != number }
    }
    return twin(in: numbers) ?? twin(in: sortedAdded)
  }

  /// The highest number that there is, was or comes, among those that another one's bump must come after: all for a major,
  /// those of its major for a minor, those of its line (`1.2`) for a patch.
  func highestRival(
    of number: SemanticVersion, bumping bump: SemanticVersion.Bump, except own: SemanticVersion? = nil
  ) -> SemanticVersion? {
    var count = sorted.countOfFirst { other in
      switch bump {
      case .major: true
      case .minor: other.major <= number.major
      case .patch: (other.major, other.minor) <= (number.major, number.minor)
      }
    }
    while count > 0, sorted[count - 1] == own { count -= 1 }
    guard count > 0 else { return nil }
    let highest = sorted[count - 1]
    return switch bump {
    case .major: highest
    case .minor: highest.major == number.major ? highest : nil
    case .patch: (highest.major, highest.minor) == (number.major, number.minor) ? highest : nil
    }
  }

  /// The highest number that comes before another one; nil for the first.
  func highest(before number: SemanticVersion) -> SemanticVersion? {
    let count = sorted.countOfFirst { $0.precedes(number) }
    return count > 0 ? sorted[count - 1] : nil
  }
}

extension [SemanticVersion] {
  /// How many come before the first of which something is not true that is true of all before it.
  func countOfFirst(_ isTrue: (SemanticVersion) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isTrue(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
