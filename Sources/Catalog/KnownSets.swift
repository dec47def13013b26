/// Sets of numbers that were put into a catalog, by what is in them.
struct KnownSets {
  private var ids: [[Int64]: Int64] = [:]
  private var next: Int64?

  /// More are forgotten, and put there again.
  private static let keptAtMost = 500_000

  /// - Parameter first: the first id that is free, asked once.
  /// - Returns: the set's id, and whether it is a new one.
  mutating func id<Failure>(
    of content: [Int64], from first: () throws(Failure) -> Int64
  ) throws(Failure) -> (id: Int64, isNew: Bool) {
    if let known = ids[content] { return (known, false) }
    let id = if let next { next } else { try first() }
    next = id + 1
    if ids.count >= Self.keptAtMost { ids = [:] }
    ids[content] = id
    return (id, true)
  }
}
