import Catalog
import Endpoints
import Manifests
import Query
import Searching

/// Which of a model's versions a page is asked for, and in which order.
struct VersionSelection {
  /// In their order; lowest first turned around if nothing else is asked for.
  let rows: [ModelTable.Row]
  /// What is wrong with the filter or the order; then all rows are there.
  let problem: FilterError?
  let sort: Sort
  let show: Show

  /// Kinds of versions, as a row of links offers them.
  enum Show: String, CaseIterable {
    case all, active, prerelease, deprecated, yanked

    var title: String {
      switch self {
      case .all: "All"
      case .active: "Active"
      case .prerelease: "Pre-releases"
      case .deprecated: "Deprecated"
      case .yanked: "Yanked"
      }
    }

    func has(_ row: ModelTable.Row) -> Bool {
      switch self {
      case .all: true
      case .active: row.version.status == .active && !row.number.isPrerelease
      case .prerelease: row.number.isPrerelease
      case .deprecated: row.version.status == .deprecated
      case .yanked: row.version.status == .yanked
      }
    }
  }

  /// True if rows are in the order of their numbers, so that they can be grouped by release line.
  var isByNumber: Bool { sort.keys.isEmpty || sort.keys[0].field == .attribute(.version) }

  init(_ table: ModelTable, of model: ModelName, _ context: PageContext) throws {
    let query = context.query
    show = query["show"].flatMap(Show.init) ?? .all
    var (filter, sort, problem): (Filter, Sort, FilterError?) = (.everything, Sort([]), nil)
    do {
      if let text = query["q"] { filter = try Filter(text, in: .versions) }
      if let text = query["sort"] { sort = try Sort(text, in: .versions) }
    } catch { problem = error }
    self.sort = sort
    let asksForOrdinals = (filter.fields + sort.keys.map(\.field)).contains(.attribute(.ordinal))
    let reader = FactReader(
      context.snapshot, ordinals: asksForOrdinals ? try context.sight.whole.ordinals() : nil,
      readsCards: filter != .everything)
    var rows = table.rows.reversed().filter(show.has)
    if filter != .everything || !sort.keys.isEmpty {
      let facts = try rows.map { try reader.row(of: $0.version, $0.number, in: model) }
      var kept = zip(rows, facts).filter { filter == .everything || filter.matches($0.1, now: context.now) }
      if !sort.keys.isEmpty {
        let places = Dictionary(zip(kept.map(\.1.name), kept.indices)) { first, _ in first }
        kept = sort.ordered(kept.map(\.1)).compactMap { places[$0.name].map { kept[$0] } }
      }
      rows = kept.map(\.0)
    }
    self.rows = rows
    self.problem = problem
  }
}
