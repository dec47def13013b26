import Actions
import Catalog
import Endpoints
import Manifests
import Query
import RegistryStore
import Rules
import Searching

/// The candidates of a model: training runs that may become versions.
enum CandidatesPage {
  private static let rowsOnAPage = 50
  private static let usualColumns = 6

  private static let latestFirst = Sort([Sort.Key(.attribute(.created), isDescending: true)])

  static func page(_ name: ModelName, _ context: PageContext) throws -> Page {
    let model = try context.find.model(name)
    let directions = MetricDirections(try context.find.registry(name.registry))
    var (filter, sort, problem): (Filter, Sort, FilterError?) = (.everything, Sort([]), nil)
    do {
      if let text = context.query["q"] { filter = try Filter(text, in: .candidates) }
      if let text = context.query["sort"] { sort = try Sort(text, in: .candidates) }
    } catch { problem = error }
    let search = SearchRows(
      .candidates, filter, sort.keys.isEmpty ? latestFirst : sort, within: Reference("\(name)"), atMost: nil,
      in: context.sight.reader,
      isKept: context.sight.isTip && context.sight.registries == nil, now: context.now)
    let rows = try search.found(withOrdinals: false).rows.compactMap { $0 as? FactRow }
    let count = try context.tables.brief(of: name, in: context.snapshot).candidates
    let fields = fields(rows, directions)
    let usual = fields.metrics.prefix(3) + fields.parameters.prefix(usualColumns - min(3, fields.metrics.count))
    let columns = FactColumns(context.query.all("columns"), usual: Array(usual), in: .candidates).columns
    let body = try HTML { h in
      try h("div", .class("stack")) { h in
        if count == 0 {
          Section.empty(
            &h, "There is no candidate. A run that MLflow logs to this model becomes one when it ends, and so does:",
            command: "git registry candidate create \(name) --metric accuracy=0.9")
        } else {
          FilterField.write(
            &h, "Filter candidates", example: "metrics.accuracy > 0.84 and created > 2026-11-01", problem: problem,
            keeping: ["sort", "columns", "plot", "x", "y"], context)
          ColumnChoice.write(
            &h, fields: fields.metrics + fields.parameters, chosen: columns, scope: .candidates, context)
          if rows.isEmpty {
            RegistryPage.none(&h, count, context)
          } else {
            CandidatePlot(
              name: name, rows: rows, columns: columns, fields: fields.metrics + fields.parameters,
              directions: directions, context: context
            ).write(
              &h, title: "\(NumberText.count(rows.count)) of \(NumberText.count(count, "candidate", "candidates"))")
            try table(&h, name, rows, columns, sort, directions, context)
          }
        }
      }
    }
    var page = try ModelFrame.page(
      name, model, tab: .candidates, title: "Candidates of \(name)", body: body, context)
    if problem != nil { page.status = 400 }
    return page
  }

  /// The metrics and parameters of some candidates: those that the registry names first, then those that most have.
  private static func fields(
    _ rows: [FactRow], _ directions: MetricDirections
  ) -> (metrics: [Field], parameters: [Field]) {
    func counted(_ names: [String]) -> [String] {
      let counts = names.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
      return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }
    let metrics = counted(rows.flatMap(\.facts.metrics.keys))
    let ordered = directions.named.filter(metrics.contains) + metrics.filter { !directions.named.contains($0) }
    return (ordered.map { .metric($0) }, counted(rows.flatMap(\.facts.parameters.keys)).map { .parameter($0) })
  }

  private static func table(
    _ h: inout HTML, _ name: ModelName, _ rows: [FactRow], _ columns: [FactColumns.Column], _ sort: Sort,
    _ directions: MetricDirections, _ context: PageContext
  ) throws {
    let pager = Pager(rows.map(\.name), size: context.rows(onAPage: rowsOnAPage), context.query)
    let shown = rows[pager.range]
    let decimals = columns.map { column in NumberText.decimals(of: shown.compactMap { column.value($0.facts) }) }
    h(context.links.isAnswered ? "form" : "div", .class("card"), .action(context.links.compare(name, []))) { h in
      if let at = context.links.at { h.void("input", .own("type", "hidden"), .own("name", "at"), .value(at)) }
      Section.scroll(&h, "Candidates") { h in
        h("table") { h in
          h("caption", .class("hidden"), text: "Candidates of \(name)")
          h("thead") { h in
            h("tr") { h in
              PickBox.head(&h, context.links)
              h("th", .column, text: "Candidate")
              h("th", .column, text: "Version")
              h("th", .column, text: "Made")
              for column in columns { head(&h, column, sort, directions, context) }
              h("th", .column, text: "Job")
            }
          }
          h("tbody") { h in for row in shown { write(&h, row, name, columns, decimals, context) } }
        }
      }
      pager.write(&h, "candidate", "candidates", context)
      PickBox.bar(&h, "Some candidates are picked", context.links)
    }
  }

  private static func head(
    _ h: inout HTML, _ column: FactColumns.Column, _ sort: Sort, _ directions: MetricDirections, _ context: PageContext
  ) {
    let key = sort.keys.first { $0.field == column.field }
    let isLower = if case .metric(let name) = column.field { directions.better(name) == .lower } else { true }
    let next = Sort([Sort.Key(column.field, isDescending: key.map { !$0.isDescending } ?? !isLower)])
    let order: Attribute? = key.map {
      $0.isDescending ? .own("aria-sort", "descending") : .own("aria-sort", "ascending")
    }
    h("th", .column, .class("num"), order) { h in
      let sign = key.map { $0.isDescending ? " ↓" : " ↑" } ?? ""
      h("a", .href(context.same([("sort", next.text(in: .candidates))])), text: column.title + sign)
    }
  }

  private static func write(
    _ h: inout HTML, _ row: FactRow, _ name: ModelName, _ columns: [FactColumns.Column], _ decimals: [Int?],
    _ context: PageContext
  ) {
    let facts = row.facts
    h("tr") { h in
      PickBox.cell(&h, Reference.candidatePrefix + row.name, named: row.name, context.links)
      h("td") { $0("a", .class("mono"), .href(context.links.candidate(name, row.name)), text: row.name) }
      h("td") { h in
        guard let promoted = row.promotedTo else { return }
        h("span", .class("muted"), text: "became ")
        VersionNumber.link(&h, promoted, of: name, context.links)
      }
      h("td", .class("soft", "nowrap")) { h in if let time = facts.createdAt { h.time(time, DateText.day) } }
      for (column, decimals) in zip(columns, decimals) {
        let text = column.value(facts).map { NumberText.fixed($0, decimals) } ?? column.text(facts)
        h("td", .class("num"), text: text ?? "")
      }
      h("td", .class("nowrap")) { h in
        if let job = facts.job { h.foreign(job.id.map { "#\($0)" } ?? "job", job.url) }
      }
    }
  }
}
