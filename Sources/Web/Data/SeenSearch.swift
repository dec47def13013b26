import Catalog
import Endpoints
import Query
import Searching

/// A search of which only those rows come back that the viewer may see.
struct SeenSearch {
  private let context: PageContext

  init(_ context: PageContext) { self.context = context }

  /// - Parameter limit: rows, at most.
  func rows<Row>(_ scope: SearchScope, _ asked: Filter, atMost limit: Int) throws -> [Row] {
    let sight = context.sight
    if let registries = sight.registries, registries.isEmpty { return [] }
    let place = Field.attribute(scope == .registries ? .name : .registry)
    let seen = sight.registries.map { Filter.oneOf(place, $0.sorted().map { .text($0) }) }
    let whole = Filter.all([asked] + (seen.map { [$0] } ?? []))
    let search = SearchRows(
      scope, whole, Sort([]), within: nil, atMost: limit, in: sight.whole, isKept: sight.isTip, now: context.now,
      showing: nil)
    let asksForOrdinals = asked.fields.contains(.attribute(.ordinal))
    return try search.found(withOrdinals: asksForOrdinals).rows.compactMap { $0 as? Row }
  }
}
