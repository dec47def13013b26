import Actions
import Endpoints
import GitObjects
import Manifests
import RegistryStore

/// The newest events that the viewer may see.
struct LastEvents {
  let entries: [HistoryEntry]
  /// True if there may be more.
  let hasMore: Bool

  /// Commits that are looked at, at most: history is long, and most of it may be hidden.
  private static let commitsAtMost = 2_000

  /// - Parameters:
  ///   - reference: only what is about it; nil for everything.
  ///   - commit: only what comes after this one, for the next page; nil for the newest.
  init(
    _ count: Int, about reference: Reference?, after commit: String? = nil, in context: PageContext,
    where isWanted: (RegistryEvent, HistoryEntry) -> Bool = { _, _ in true }
  ) throws {
    let sight = context.sight
    var entries: [HistoryEntry] = []
    var hasBegun = commit == nil
    var looked = 0
    var isCut = false
    try context.record.tell(about: reference) { entry in
      looked += 1
      if looked > Self.commitsAtMost {
        isCut = true
        return false
      }
      if !hasBegun {
        hasBegun = "\(entry.commit.id)" == commit
        return true
      }
      guard let told = entry.keeping({ sight.sees($0) && isWanted($0, entry) }) else { return true }
      entries.append(told)
      return entries.count <= count
    }
    hasMore = entries.count > count || isCut
    self.entries = Array(entries.prefix(count))
  }
}
