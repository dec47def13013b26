/// "Did you mean": the candidate nearest to a misspelt word.
package enum Suggestion {
  /// The nearest candidate by edit distance; nil where none is near (a third of the word's length, at least one edit).
  package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let limit = max(1, word.count / 3)
    let ranked = candidates.map { (distance: distance(word.lowercased(), $0.lowercased()), name: $0) }
    return ranked.filter { $0.distance <= limit && $0.distance < word.count }.min {
      ($0.distance, $0.name) < ($1.distance, $1.name)
    }?.name
  }

  /// `did you mean 'x'?`, or a list of what there is; nil where there is nothing to name.
  package static func help(for word: String, among candidates: [String], listing: Bool = true) -> String? {
    if let nearest = nearest(to: word, among: candidates) { return "did you mean '\(nearest)'?" }
    guard listing, !candidates.isEmpty else { return nil }
    return "use one of: \(candidates.joined(separator: ", "))"
  }

  /// Levenshtein's distance.
  private static func distance(_ one: String, _ two: String) -> Int {
    let (left, right) = (Array(one.unicodeScalars), Array(two.unicodeScalars))
    var row = Array(0...right.count)
    for i in left.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in right.indices {
        let cost = left[i] == right[j] ? diagonal : min(diagonal, row[j], row[j + 1]) + 1
        diagonal = row[j + 1]
        row[j + 1] = cost
      }
    }
    return row[right.count]
  }
}
