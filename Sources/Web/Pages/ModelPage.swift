import Actions
import Drawing
import Manifests
import Query
import RegistryStore
import Rules

/// A model: a metric over its versions, the versions by release line, its aliases.
enum ModelPage {
  private static let rowsOnAPage = 50
  private static let usualColumns = 3

  static func page(_ name: ModelName, _ context: PageContext) throws -> Page {
    let model = try context.find.model(name)
    let registry = try context.find.registry(name.registry)
    let table = try context.table(of: name, part(context.query))
    let directions = MetricDirections(registry)
    let metrics = table.metrics(directions)
    let selection = try VersionSelection(table, of: name, context)
    let body = try HTML { h in
      try h("div", .class("columns")) { h in
        try h("div", .class("stack")) { h in
          if table.count == 0 {
            Section.empty(
              &h, "There is no version yet. Publish a file, or log a model with MLflow and register it here:",
              command: "git registry version create \(name) 1.0.0 --artifact model.onnx")
          } else {
            try plot(&h, name, table, metrics, registry, context)
            try versions(&h, name, model, registry, table, selection, metrics, directions, context)
          }
        }
        try h("aside", .class("side"), .label("About \(model.title ?? name.model)")) { h in
          try aliases(&h, name, model, registry, context)
          if let latest = table.latest {
            Section.side(&h, "Use it") { h in
              let selector = model.aliases["production"] != nil ? "production" : "\(latest.number)"
              UseIt(name, selector, file: latest.version.artifacts.first?.path, context).write(&h)
            }
          }
          try about(&h, name, model, registry, context)
        }
      }
    }
    var page = try ModelFrame.page(name, model, tab: .versions, versions: table.count, body: body, context)
    if selection.problem != nil { page.status = 400 }
    return page
  }

  /// What is filtered, put in another order or drawn whole takes all versions; else those of the page are read, and some before them.
  private static func part(_ query: PageQuery) -> ModelTable.Part {
    guard !["q", "sort", "show", "plot"].contains(where: { query[$0] != nil }) else { return .all }
    if let after = query["after"].flatMap({ SemanticVersion($0) }) { return .run(.through(after)) }
    if let before = query["before"].flatMap({ SemanticVersion($0) }) { return .run(.above(before, rowsOnAPage)) }
    return .run(.top)
  }

  // MARK: The plot

  private static func plot(
    _ h: inout HTML, _ name: ModelName, _ table: ModelTable, _ metrics: [String], _ registry: Registry,
    _ context: PageContext
  ) throws {
    let wanted = context.query["metric"]
    guard let metric = wanted.flatMap({ metrics.contains($0) ? $0 : nil }) ?? metrics.first else { return }
    let model = try context.find.model(name)
    let names = Dictionary(grouping: model.aliases, by: \.value).mapValues { $0.map(\.key).sorted() }
    let points = table.rows.map {
      MetricSeries.Point($0.number, $0.version.metrics[metric], $0.version.status, aliases: names[$0.number] ?? [])
    }
    let series = try MetricSeries(metric, of: name, points, by: context.find)
    var plot = series.plot
    plot = LinePlot(
      plot.measure, of: plot.subject, noun: plot.noun, isLowerBetter: plot.isLowerBetter,
      points: plot.points.map { point in
        var point = point
        let address = context.links.version(name, point.label)
        point.link = address.isNowhere ? nil : address.text
        return point
      }, bounds: plot.bounds)
    h("section", .class("card"), .labelled(by: "plot-h")) { h in
      h("header") { h in
        h("h2", .id("plot-h"), text: "\(metric) over versions")
        if metrics.count > 1, context.links.isAnswered {
          h("nav", .class("pills"), .label("Metric")) { h in
            for other in metrics.prefix(usualColumns) + (metrics.prefix(usualColumns).contains(metric) ? [] : [metric])
            {
              h("a", .href(context.same([("metric", other)])), other == metric ? .current : nil, text: other)
            }
          }
        }
      }
      h("div", .class("pad", "scroll", "wide"), .focusable, .group, .label("Plot")) { h in
        h.append(Picture(LinePlotPicture(plot, .inPage)))
      }
      if !table.isWhole, let first = table.rows.first, let last = table.rows.last {
        h("p", .class("pad", "hint")) { h in
          h.text("\(first.number) to \(last.number), of \(NumberText.count(table.count)) versions. ")
          h("a", .href(context.same([("plot", "all")])), text: "Draw all of them")
        }
      }
    }
  }

  // MARK: The versions

  private static func versions(
    _ h: inout HTML, _ name: ModelName, _ model: Model, _ registry: Registry, _ table: ModelTable,
    _ selection: VersionSelection, _ metrics: [String], _ directions: MetricDirections, _ context: PageContext
  ) throws {
    let columns = FactColumns(
      context.query.all("columns"), usual: metrics.prefix(usualColumns).map { .metric($0) }, in: .versions
    ).columns
    try h("section", .labelled(by: "versions-h")) { h in
      h("h2", .id("versions-h"), .class("hidden"), text: "Versions")
      FilterField.write(
        &h, "Filter versions", example: "metrics.accuracy > 0.9 and status = active", problem: selection.problem,
        keeping: ["metric", "sort", "columns", "show"], context)
      ColumnChoice.write(
        &h, fields: metrics.map { .metric($0) } + table.parameterNames.sorted().map { .parameter($0) },
        chosen: columns, scope: .versions, context)
      pills(&h, table, selection, context)
      guard !selection.rows.isEmpty else { return RegistryPage.none(&h, table.count, context) }
      let keys = table.isWhole ? selection.rows.map(\.number) : table.numbers.reversed()
      let pager = Pager(keys.map { "\($0)" }, size: context.rows(onAPage: rowsOnAPage), context.query)
      let shown = table.isWhole ? selection.rows[pager.range] : keys[pager.range].compactMap(table.row)[...]
      try h(context.links.isAnswered ? "form" : "div", .action(context.links.compare(name, []))) { h in
        if let at = context.links.at { h.void("input", .own("type", "hidden"), .own("name", "at"), .value(at)) }
        try h("div", .class("card")) { h in
          try Section.scroll(&h, "Versions") { h in
            try VersionTable(
              model: name, manifest: model, registry: registry, table: table, columns: columns, directions: directions,
              selection: selection, context: context
            ).write(&h, shown)
          }
          pager.write(&h, "version", "versions", context)
        }
        PickBox.bar(&h, "Some versions are picked", context.links)
      }
    }
  }

  private static func pills(
    _ h: inout HTML, _ table: ModelTable, _ selection: VersionSelection, _ context: PageContext
  ) {
    guard context.links.isAnswered else { return }
    h("nav", .class("pills"), .label("Kinds of versions")) { h in
      for show in VersionSelection.Show.allCases {
        // How many there are of a kind, only all manifests say.
        let count = table.isWhole ? table.rows.count(where: show.has) : show == .all ? table.count : nil
        guard count != 0 || show == selection.show else { continue }
        h(
          "a", .href(context.same([("show", show == .all ? nil : show.rawValue)])),
          show == selection.show ? .current : nil,
          text: show.title + (count.map { " " + NumberText.count($0) } ?? ""))
      }
    }
  }

  // MARK: The side

  private static let aliasesAtOnce = 12

  private static func aliases(
    _ h: inout HTML, _ name: ModelName, _ model: Model, _ registry: Registry, _ context: PageContext
  ) throws {
    guard !model.aliases.isEmpty else { return }
    let moves = try AliasMoves(of: name, Array(model.aliases.keys), in: context).moves
    Section.side(&h, "Aliases") { h in
      let sorted = AliasOrder.sorted(model.aliases.keys, registry)
      func list(_ h: inout HTML, _ aliases: some Sequence<String>) {
        h("ul", .class("aliases", "card", "pad")) { h in
          for alias in aliases {
            guard let number = model.aliases[alias] else { continue }
            let isProtected = registry.protectedAliases.contains(alias)
            h("li") { h in
              h("span") { Chips.alias(&$0, alias, of: name, isProtected: isProtected, context.links) }
              VersionNumber.link(&h, number, of: name, context.links)
              h("span", .class("muted")) { h in
                if let move = moves[alias] {
                  h.text("since ")
                  h.time(move.time, DateText.day)
                  if let actor = move.actor { h.text(" by \(actor)") }
                  if isProtected { h.text(", only admins move it") }
                } else if isProtected {
                  h.text("only admins move it")
                }
              }
            }
          }
        }
      }
      list(&h, sorted.prefix(aliasesAtOnce))
      guard sorted.count > aliasesAtOnce else { return }
      h("details", .class("more")) { h in
        h("summary", text: "\(sorted.count - aliasesAtOnce) more")
        list(&h, sorted.dropFirst(aliasesAtOnce))
      }
    }
  }

  private static func about(
    _ h: inout HTML, _ name: ModelName, _ model: Model, _ registry: Registry, _ context: PageContext
  ) throws {
    let role = try context.viewer.role(in: name.registry)
    Section.side(&h, "About") { h in
      h("dl", .class("facts")) { h in
        for (key, value) in model.tags.sorted(by: { $0.key < $1.key }) { h.fact(key, value.isEmpty ? "–" : value) }
        h.fact("Accepts", RegistriesPage.accepted(registry.acceptedArtifactTypes))
        h.fact("Ordering", registry.effectiveOrdering == .perLine ? "per line" : "ascending")
        if !model.retired.isEmpty { h.fact("Retired", model.retired.map { "\($0)" }.joined(separator: ", ")) }
        h.fact("Folder", model.title == nil ? nil : name.model)
        h.fact("Your role", role?.rawValue)
      }
    }
  }
}
