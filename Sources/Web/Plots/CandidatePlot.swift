import Catalog
import Drawing
import Manifests
import Query

/// Candidates as a picture: lines across parallel axes, or points between two.
struct CandidatePlot {
  enum Kind: String, CaseIterable {
    case parallel, scatter, none

    var title: String {
      switch self {
      case .parallel: "Parallel coordinates"
      case .scatter: "Scatter"
      case .none: "None"
      }
    }
  }

  let name: ModelName
  let rows: [FactRow]
  /// Of the table below.
  let columns: [FactColumns.Column]
  /// All metrics and parameters that a candidate has, the more common ones first.
  let fields: [Field]
  let directions: MetricDirections
  let context: PageContext

  /// A choice among more is no choice.
  private static let fieldsAtMost = 60

  private var kind: Kind { context.query["plot"].flatMap(Kind.init) ?? .parallel }

  func write(_ h: inout HTML, title: String) {
    h("section", .class("card"), .labelled(by: "plot-h")) { h in
      h("header") { h in
        h("h2", .id("plot-h"), text: title)
        guard context.links.isAnswered else { return }
        h("nav", .class("pills"), .label("Plot")) { h in
          for other in Kind.allCases {
            h(
              "a", .href(context.same([("plot", other == .parallel ? nil : other.rawValue)])),
              other == kind ? .current : nil, text: other.title)
          }
        }
      }
      switch kind {
      case .parallel: parallel(&h)
      case .scatter: scatter(&h)
      case .none: return
      }
    }
  }

  // MARK: Parallel coordinates

  /// Parameters first, then metrics, the one that people look at first at the end.
  private func parallel(_ h: inout HTML) {
    let ordered = columns.filter { !$0.isMetric } + columns.filter(\.isMetric).reversed()
    let drawn = ordered.map { (column: $0, axis: axis($0)) }.filter { !$0.axis.isEmpty }
    guard drawn.count > 1 else {
      return none(&h, "Lines need two columns with values; choose them under Columns.")
    }
    let plot = plot(drawn.map(\.axis), drawn.map(\.column))
    frame(&h, Picture(ParallelPicture(plot)), plot)
  }

  // MARK: Scatter

  private func scatter(_ h: inout HTML) {
    let numbers = fields.filter { field in
      let column = FactColumns.Column(field, in: .candidates)
      return rows.contains { column.value($0.facts) != nil }
    }
    guard numbers.count > 1 else { return none(&h, "Points need two metrics or parameters with numbers.") }
    let up = chosen("y", numbers) ?? numbers[0]
    let across = chosen("x", numbers) ?? numbers.first { $0 != up } ?? up
    choice(
      &h, numbers.prefix(Self.fieldsAtMost) + [across, up].filter { !numbers.prefix(Self.fieldsAtMost).contains($0) },
      across, up)
    let columns = [across, up].map { FactColumns.Column($0, in: .candidates) }
    let plot = plot(columns.map { axis($0, ticks: 8) }, columns)
    guard ScatterPicture.drawn(plot) > 0 else { return none(&h, "No candidate has both.") }
    frame(&h, Picture(ScatterPicture(plot)), plot)
  }

  private func chosen(_ key: String, _ fields: [Field]) -> Field? {
    context.query[key].flatMap { text in fields.first { SearchScope.candidates.name(of: $0) == text } }
  }

  private func choice(_ h: inout HTML, _ fields: [Field], _ across: Field, _ up: Field) {
    h("form", .class("axes"), .action(context.links.same(context.path, []))) { h in
      for item in context.query.with([("x", nil), ("y", nil)]) {
        h.void("input", .own("type", "hidden"), .name(item.0), .value(item.1))
      }
      for (key, title, current) in [("x", "Across", across), ("y", "Up", up)] {
        h("label") { h in
          h.text("\(title) ")
          h("select", .name(key)) { h in
            for field in fields {
              let column = FactColumns.Column(field, in: .candidates)
              h("option", .value(column.name), field == current ? .flag("selected") : nil, text: column.title)
            }
          }
        }
      }
      h("button", text: "Draw")
    }
  }

  // MARK: Both

  private func axis(_ column: FactColumns.Column, ticks: Int = 5) -> PlotScale {
    let isLower = if case .metric(let key) = column.field { directions.better(key) == .lower } else { false }
    return PlotScale(
      column.title, of: rows.compactMap { value(column, $0) }, isLowerBetter: isLower, ticksAtMost: ticks)
  }

  private func value(_ column: FactColumns.Column, _ row: FactRow) -> PlotValue? {
    column.value(row.facts).map { .number($0) } ?? column.text(row.facts).map { .word($0) }
  }

  private func plot(_ axes: [PlotScale], _ columns: [FactColumns.Column]) -> RunPlot {
    RunPlot(
      of: "\(name)", noun: ("candidate", "candidates"), axes: axes,
      runs: rows.map { row in
        PlotRun(
          row.name, values: columns.map { value($0, row) }, note: row.promotedTo.map { "became \($0)" },
          link: context.links.candidate(name, row.name).text)
      })
  }

  private func frame(_ h: inout HTML, _ picture: Picture, _ plot: RunPlot) {
    h("div", .class("pad", "scroll"), .focusable, .group, .label("Plot")) { $0.append(picture) }
    if let omitted = plot.omitted { h("p", .class("pad", "muted"), text: omitted) }
  }

  private func none(_ h: inout HTML, _ text: String) { h("p", .class("pad", "muted"), text: text) }
}
