import Catalog
import Endpoints
import GitObjects
import Manifests
import RegistryStore
import Searching

/// What happened, and what was made of what. A page tells of it what the viewer may see.
protocol PageRecord {
  /// Calls `body` for what happened, latest first, until it returns false.
  ///
  /// - Parameter reference: only what is about it; nil for everything.
  func tell(about reference: Reference?, _ body: (HistoryEntry) throws -> Bool) throws

  /// The versions whose lineage has one, `REGISTRY/MODEL@VERSION`, in order.
  func users(of version: String) throws -> [String]
}

/// The record as it is asked for one page, of indexes that are kept.
struct AskedRecord: PageRecord {
  private let sight: Sight

  init(_ sight: Sight) { self.sight = sight }

  func tell(about reference: Reference?, _ body: (HistoryEntry) throws -> Bool) throws {
    _ = try sight.whole.history(isKept: reference != nil && sight.isTip).tell(about: reference, body)
  }

  func users(of version: String) throws -> [String] {
    try sight.whole.catalog(isKept: sight.isTip)?.users(of: version) ?? []
  }
}
