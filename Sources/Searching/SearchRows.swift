package import Actions
import Catalog
package import Manifests
package import Query
import RegistryStore

/// The rows that a search finds, asked of the catalog if there can be one.
package struct SearchRows {
  private let scope: SearchScope
  private let filter: Filter
  private let sort: Sort
  private let within: Reference?
  private let limit: Int?
  private let reader: RegistryReader
  private let isKept: Bool
  private let now: Int64
  /// As in ``FactSearch/shown``.
  private let shown: [Field]?

  /// - Parameters:
  ///   - within: only the rows of this registry or model; nil for all.
  ///   - limit: rows, at most; nil for all.
  ///   - isKept: true for what HEAD has, whose catalog is kept.
  ///   - now: milliseconds since 1970, for filters that speak of days ago.
  package init(
    _ scope: SearchScope, _ filter: Filter, _ sort: Sort, within: Reference?, atMost limit: Int?,
    in reader: RegistryReader, isKept: Bool, now: Int64, showing shown: [Field]? = nil
  ) {
    self.scope = scope
    self.filter = filter
    self.sort = sort
    self.within = within
    self.limit = limit
    self.reader = reader
    self.isKept = isKept
    self.now = now
    self.shown = shown
  }

  /// - Parameter withOrdinals: true if something asks for them, which takes a look at history.
  package func found(withOrdinals: Bool) throws -> (rows: [any ShownRow], unreadable: [String]) {
    try reader.bringAll()
    let snapshot = reader.snapshot
    switch scope {
    case .artifacts:
      let answer = try ArtifactSearch(filter, sort: sort, limit: limit, now: now).answer(
        in: snapshot, reader.catalog(isKept: isKept))
      return (answer.rows, answer.unreadable)
    case .models:
      let facts = FactReader(snapshot)
      let rows = try facts.modelRows(in: within?.registry).filter { filter.matches($0, now: now) }
      return (first(sort.ordered(rows)), facts.unreadable.sorted())
    case .registries:
      let facts = FactReader(snapshot)
      let rows = try facts.registryRows().filter { filter.matches($0, now: now) }
      return (first(sort.ordered(rows)), facts.unreadable.sorted())
    default:
      let search = FactSearch(
        scope == .candidates ? .candidate : .version, filter, sort: sort, limit: limit, registry: within?.registry,
        model: within?.model, showing: shown, now: now)
      let answer = try search.answer(
        in: snapshot, isWholeModel ? nil : reader.catalog(isKept: isKept),
        ordinals: withOrdinals ? reader.ordinals() : nil)
      return (answer.rows, answer.unreadable)
    }
  }

  /// True if all manifests of one model are the answer: they are read anyhow, and a catalog would have to be made first.
  private var isWholeModel: Bool { within?.model != nil && filter == .everything && limit == nil }

  private func first(_ rows: [any ShownRow]) -> [any ShownRow] { limit.map { Array(rows.prefix($0)) } ?? rows }
}
