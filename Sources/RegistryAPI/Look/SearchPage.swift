import Actions
import Diagnostics
import Endpoints
import Manifests
import Query
import Searching

/// One page of what a search finds, of what the caller may see.
struct SearchPage {
  private let scope: SearchScope
  private let filter: Filter
  private let sort: Sort
  private let within: Reference?
  private let page: Page
  private let now: Int64

  static let filterFields = [
    RequestField("where", .text, "Only rows that fulfil this: metrics.accuracy > 0.9 and tags.task = 'text'"),
    RequestField("sort", .text, "Sort by these keys, with a minus for the largest first: -metrics.accuracy,created"),
  ]

  /// True if a list is asked for as a search.
  static func isAsked(_ call: Call) -> Bool { call.query.text("where") != nil || call.query.text("sort") != nil }

  /// - Parameters:
  ///   - within: only the rows of this registry or model; nil for all.
  ///   - words: that a row must have, all of them.
  /// - Throws: `FilterError`.
  init(_ scope: SearchScope, within: Reference? = nil, words: [String] = [], _ call: Call, _ page: Page) throws {
    self.scope = scope
    self.within = within
    self.page = page
    let asked = try call.query.text("where").map { try Filter($0, in: scope) } ?? .everything
    filter = Filter.all(words.map { .word($0) } + [asked])
    sort = try call.query.text("sort").map { try Sort($0, in: scope) } ?? Sort([])
    now = call.repository.now()
  }

  func rows(_ sight: Sight) throws -> PageOfList {
    if let registries = sight.registries, registries.isEmpty { return PageOfList(page, of: [JSONValue]()) { $0 } }
    let place = Field.attribute(scope == .registries ? .name : .registry)
    let seen = sight.registries.map { Filter.oneOf(place, $0.sorted().map { .text($0) }) }
    let whole = Filter.all([filter] + (seen.map { [$0] } ?? []))
    let search = SearchRows(
      scope, whole, sort, within: within, atMost: page.rowsNeeded, in: sight.whole, isKept: sight.isTip, now: now,
      showing: [])
    let asksForOrdinals = (filter.fields + sort.keys.map(\.field)).contains(.attribute(.ordinal))
    return try PageOfList(page, of: search.found(withOrdinals: asksForOrdinals).rows) {
      try $0.document(sight.whole.find)
    }
  }
}
