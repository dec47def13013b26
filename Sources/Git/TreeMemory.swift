/// Trees that were read lately, for whoever goes from one commit to the next: most of one's folders are those of the other.
struct TreeMemory {
  private var (last, now): ([ObjectID: Tree], [ObjectID: Tree]) = ([:], [:])

  /// About two commits' worth of folders, and twice as many are kept at most.
  private static let treesAtOnce = 64

  mutating func tree(_ id: ObjectID) -> Tree? {
    if let known = now[id] { return known }
    guard let known = last[id] else { return nil }
    remember(known, as: id)
    return known
  }

  mutating func remember(_ tree: Tree, as id: ObjectID) {
    if now.count >= Self.treesAtOnce { (last, now) = (now, [:]) }
    now[id] = tree
  }
}
