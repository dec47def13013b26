/// "Did you mean": the candidate nearest to a misspelt word.
package enum Suggestion {
  /// The nearest candidate by edit distance; nil if none is near (a third of the word's length, at least one edit).
  package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let limit = max(1, word.count / 3)
    let length = word.unicodeScalars.count
    // Each letter more is an edit: another length is not near, and not worth the time.
    let near = candidates.filter { abs($0.unicodeScalars.count - length) <= limit }
    let ranked = near.map { (distance: distance(word.lowercased(), $0.lowercased()), name: $0) }
    return ranked.filter { $0.distance <= limit && $0.distance < word.count }.min {
      ($0.distance, $0.name) < ($1.distance, $1.name)
    }?.name
  }

  private static let listLimit = 12

  /// `did you mean 'x'?`, or a list of what there is; nil if there is nothing to name.
  package static func help(for word: String, among candidates: [String], listing: Bool = true) -> String? {
    if let nearest = nearest(to: word, among: candidates) { return "did you mean '\(nearest)'?" }
    guard listing, !candidates.isEmpty else { return nil }
    let rest = candidates.count > listLimit ? ", … (\(candidates.count) in all)" : ""
    return "use one of: \(candidates.prefix(listLimit).joined(separator: ", "))\(rest)"
  }

  /// Damerau's and Levenshtein's distance, as git's own "did you mean" measures it: one edit is a character added, left out,
  /// replaced, or swapped with its neighbour.
  ///
  /// Source: git's `levenshtein.c`.
  private static func distance(_ one: String, _ two: String) -> Int {
    let (left, right) = (Array(one.unicodeScalars), Array(two.unicodeScalars))
    var twoAgo: [Int] = []
    var previous = Array(0...right.count)
    for i in left.indices {
      var row = [i + 1]
      for j in right.indices {
        var cost = min(previous[j] + (left[i] == right[j] ? 0 : 1), previous[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { cost = min(cost, twoAgo[j - 1] + 1) }
        row.append(cost)
      }
      (twoAgo, previous) = (previous, row)
    }
    return previous[right.count]
  }
}
