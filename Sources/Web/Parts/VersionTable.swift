import Manifests
import Query
import Rules

/// Versions of a model with some of their facts, each beside its change against the version that it follows.
struct VersionTable {
  let model: ModelName
  let manifest: Model
  let registry: Registry
  let table: ModelTable
  let columns: [FactColumns.Column]
  let directions: MetricDirections
  let selection: VersionSelection
  let context: PageContext

  func write(_ h: inout HTML, _ rows: ArraySlice<ModelTable.Row>) throws {
    let decimals = columns.map { column in NumberText.decimals(of: rows.compactMap { column.value($0.version.facts) }) }
    let names = Dictionary(grouping: manifest.aliases, by: \.value).mapValues { $0.map(\.key) }
    h("table", .class("fold", "tight")) { h in
      h("caption", .class("hidden"), text: "Versions of \(manifest.title ?? model.model)")
      head(&h)
      h("tbody") { h in
        var line: String?
        for row in rows {
          let next = row.line
          if selection.isByNumber, next != line {
            h("tr", .class("line")) { $0("th", .span(4 + columns.count), .rowGroup, text: lineText(next)) }
            line = next
          }
          write(&h, row, names[row.number] ?? [], decimals)
        }
      }
    }
  }

  // MARK: The head

  private func head(_ h: inout HTML) {
    h("thead") { h in
      h("tr") { h in
        PickBox.head(&h, context.links)
        sortable(&h, "Version", .attribute(.version), isDescendingFirst: true, isNumber: false)
        sortable(&h, "Published", .attribute(.created), isDescendingFirst: true, isNumber: false)
        h("th", .column, text: "Description")
        for column in columns {
          let isLower = if case .metric(let key) = column.field { directions.better(key) == .lower } else { false }
          sortable(&h, column.title, column.field, isDescendingFirst: !isLower, isNumber: true)
        }
      }
    }
  }

  private func sortable(
    _ h: inout HTML, _ title: String, _ field: Field, isDescendingFirst: Bool, isNumber: Bool
  ) {
    let key = selection.sort.keys.first ?? Sort.Key(.attribute(.version), isDescending: true)
    let isChosen = key.field == field
    let next = Sort([Sort.Key(field, isDescending: isChosen ? !key.isDescending : isDescendingFirst)])
    let order: Attribute? =
      !isChosen ? nil : key.isDescending ? .own("aria-sort", "descending") : .own("aria-sort", "ascending")
    h("th", .column, order, isNumber ? .class("num", "delta") : nil) { h in
      let sign = isChosen ? key.isDescending ? " ↓" : " ↑" : ""
      h("a", .href(context.same([("sort", next.text(in: .versions))])), text: title + sign)
    }
  }

  // MARK: Rows

  /// More are on the version's own page.
  private static let aliasesAtMost = 4

  /// `1.5: output 'confidence' is new`: what came in with the first version of a line.
  private func lineText(_ line: String) -> String {
    guard let first = table.first(ofLine: line), let before = table.followed(by: first.number) else { return line }
    let reasons = Compatibility(from: ModelInterface(before.version.facts), to: ModelInterface(first.version.facts))
      .reasons
    guard let reason = reasons.first else { return line }
    return "\(line), \(reason.text)\(reasons.count > 1 ? " and \(reasons.count - 1) more" : "")"
  }

  private func write(_ h: inout HTML, _ row: ModelTable.Row, _ aliases: [String], _ decimals: [Int?]) {
    let version = row.version
    let before = table.followed(by: row.number)
    h("tr", version.status == .yanked ? .class("yanked") : nil) { h in
      PickBox.cell(&h, "\(row.number)", named: "\(row.number)", context.links)
      h("td") { h in
        VersionNumber.link(&h, row.number, of: model, context.links)
        let sorted = AliasOrder.sorted(aliases, registry)
        for alias in sorted.prefix(Self.aliasesAtMost) {
          h.text(" ")
          Chips.alias(&h, alias, of: model, isProtected: registry.protectedAliases.contains(alias), context.links)
        }
        if sorted.count > Self.aliasesAtMost {
          h("span", .class("muted"), text: " and \(sorted.count - Self.aliasesAtMost) more")
        }
        h.text(" ")
        Chips.status(&h, version.status)
      }
      h("td", .class("aside", "soft", "nowrap")) { h in
        if let time = version.createdAt { h.time(time, DateText.day) }
      }
      h("td", .class("c2")) { h in
        let note = version.statusReason ?? version.description ?? ""
        h("span", .class("note"), .title(note), text: note)
      }
      for (column, decimals) in zip(columns, decimals) {
        cell(&h, column, decimals, version.facts, before?.version.facts)
      }
    }
  }

  private func cell(
    _ h: inout HTML, _ column: FactColumns.Column, _ decimals: Int?, _ facts: ModelFacts, _ before: ModelFacts?
  ) {
    h("td", .class("num"), .heading(column.title)) { h in
      guard let value = column.value(facts), column.isMetric else {
        h("span", .class("note", "wide-note"), text: column.text(facts) ?? "")
        return
      }
      h.text(NumberText.fixed(value, decimals))
      guard case .metric(let key) = column.field else { return }
      h.text(" ")
      if let change = MetricChange(from: before?.metrics[key], to: value, better: directions.better(key)) {
        change.write(&h)
      } else {
        h.empty("span", .class("level"))
      }
    }
  }
}
