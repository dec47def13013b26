extension [String] {
  /// Each once, in order, but those that are known.
  package func unique(without known: [String]) -> [String] {
    var seen = Set(known)
    return filter { seen.insert($0).inserted }
  }
}
