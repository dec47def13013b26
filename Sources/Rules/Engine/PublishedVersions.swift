import Manifests

/// The numbers of one model on both sides of a change, with what rules ask of them.
struct PublishedVersions {
  /// Active, deprecated and yanked before the change.
  let numbers: [SemanticVersion]
  let retired: [SemanticVersion]
  /// Those that the change publishes.
  let added: [SemanticVersion]
  /// By the number without build metadata: versions of the same precedence, retired ones left out. Nil where few are added,
  /// and looking through all is less work than an index.
  private let byPrecedence: [SemanticVersion: [SemanticVersion]]?
  let order: VersionOrder.Published
  /// Both sorted, for what a new one follows.
  let line: ReleaseLine

  init(numbers: [SemanticVersion], retired: [SemanticVersion], added: [SemanticVersion]) {
    self.numbers = numbers
    self.retired = retired
    self.added = added
    byPrecedence =
      added.count > Self.addedBeforeIndex ? Dictionary(grouping: numbers + added) { $0.withoutBuild } : nil
    order = VersionOrder.Published(numbers + retired)
    line = ReleaseLine(numbers, added: added)
  }

  /// Every number that the model ever had before the change.
  var all: [SemanticVersion] { numbers + retired }

  /// Another version with the same precedence; nil for none.
  func twin(of number: SemanticVersion) -> SemanticVersion? {
    if let byPrecedence { return byPrecedence[number.withoutBuild]?.first { $0 != number } }
    let isTwin = { (other: SemanticVersion) in other.hasSamePrecedence(as: number) && other != number }
    return numbers.first(where: isTwin) ?? added.first(where: isTwin)
  }

  private static let addedBeforeIndex = 8
}
