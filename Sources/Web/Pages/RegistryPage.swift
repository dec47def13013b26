import Actions
import Manifests
import Query
import RegistryStore
import Rules

/// A registry: its models.
enum RegistryPage {
  private static let rowsOnAPage = 50

  static func page(_ name: String, _ context: PageContext) throws -> Page {
    let registry = try context.find.registry(name)
    let all = NaturalOrder.sorted(try context.snapshot.modelNames(in: name))
    let words = (context.query["q"] ?? "").split(separator: " ").map { $0.lowercased() }
    var models: [(name: ModelName, manifest: Model)] = []
    for model in all {
      let modelName = ModelName(registry: name, model: model)
      // A manifest that cannot be read hides no other model.
      guard let manifest = try context.snapshot.model(modelName)?.value else { continue }
      let texts =
        [model, manifest.title ?? "", manifest.description ?? ""] + manifest.tags.flatMap { [$0.key, $0.value] }
      let text = texts.joined(separator: " ").lowercased()
      if words.allSatisfy({ text.contains($0) }) { models.append((modelName, manifest)) }
    }
    let pager = Pager(models.map(\.name.model), size: context.rows(onAPage: rowsOnAPage), context.query)
    let shown = models[pager.range]
    let body = try HTML { h in
      try h("div", .class("columns")) { h in
        try h("div", .class("stack")) { h in
          if all.isEmpty {
            Section.empty(
              &h, "There is no model here yet. Logging one with MLflow makes it, and so does:",
              command: "git registry model create \(name)/NAME")
          } else {
            try h("section", .labelled(by: "models")) { h in
              h("h2", .id("models"), .class("hidden"), text: "Models")
              FilterField.write(&h, "Filter models", example: "words of a name, a description or a tag", context)
              if shown.isEmpty {
                none(&h, all.count, context)
              } else {
                try table(&h, name, registry, Array(shown), pager, context)
              }
            }
          }
        }
        try side(&h, name, registry, context)
      }
    }
    var page = Page(name, body: body)
    page.crumbs = [crumb(context)]
    page.chip = HTML { Chips.visibility(&$0, registry.visibility) }
    page.lead = registry.description.map { text in HTML { $0.text(text) } }
    page.actions = try Offer.ofRegistry(name, registry, context)
    page.tabs = try tabs(name, current: 0, context)
    return page
  }

  static func crumb(_ context: PageContext) -> Page.Crumb {
    Page.Crumb(text: context.organization.name, address: context.links.registries)
  }

  static func tabs(_ name: String, current: Int, _ context: PageContext) throws -> Tabs {
    let links = context.links
    let count = try context.snapshot.modelNames(in: name).count
    var tabs: [Tabs.Tab] = [
      .init(text: "Models", address: links.registry(name), count: count),
      .init(text: "Members", address: links.registry(name, "members")),
      .init(text: "History", address: links.registry(name, "history")),
    ]
    if let reference = Reference(name), try context.find.card(of: reference) != nil {
      tabs.append(.init(text: "Card", address: links.registry(name, "card")))
    }
    return Tabs(label: name, tabs: tabs, current: current)
  }

  static func none(_ h: inout HTML, _ count: Int, _ context: PageContext) {
    h("div", .class("card", "pad", "nothing")) { h in
      h("p") { h in
        h.text("\(NumberText.count(count)) \(count == 1 ? "does" : "do") not match. ")
        h("a", .href(context.same([("q", nil)])), text: "Clear the filter")
      }
    }
  }

  private static func table(
    _ h: inout HTML, _ name: String, _ registry: Registry, _ models: [(name: ModelName, manifest: Model)],
    _ pager: Pager, _ context: PageContext
  ) throws {
    let metric = MetricDirections(registry).named.first
    try h("div", .class("card")) { h in
      try Section.scroll(&h, "Models") { h in
        try h("table") { h in
          h("caption", .class("hidden"), text: "Models of \(name)")
          h.head(
            [("Name", false), ("Latest", false), ("Aliases", false)] + (metric.map { [($0, true)] } ?? []) + [
              ("Versions", true), ("Candidates", true), ("Published", false),
            ])
          try h("tbody") { h in
            for model in models { try row(&h, model.name, model.manifest, registry, metric, context) }
          }
        }
      }
      pager.write(&h, "model", "models", context)
    }
  }

  private static func row(
    _ h: inout HTML, _ name: ModelName, _ model: Model, _ registry: Registry, _ metric: String?, _ context: PageContext
  ) throws {
    let brief = try context.tables.brief(of: name, in: context.snapshot)
    let value = try metric.flatMap { metric in
      try brief.latest.flatMap { try context.snapshot.version("\($0)", of: name)?.value?.metrics[metric] }
    }
    h("tr") { h in
      h("th", .row) { h in
        h("a", .href(context.links.model(name))) { $0("b", text: model.title ?? name.model) }
        if let description = model.description { h("span", .class("note", "wider"), text: description) }
      }
      h("td") { h in
        if let latest = brief.latest { VersionNumber.link(&h, latest, of: name, context.links) }
      }
      h("td") { h in
        for alias in AliasOrder.sorted(model.aliases.keys, registry).prefix(4) {
          Chips.alias(
            &h, alias, of: name, isProtected: registry.protectedAliases.contains(alias), context.links)
          h.text(" ")
          if let number = model.aliases[alias] { h("span", .class("mono", "muted"), text: "\(number) ") }
        }
      }
      if metric != nil { h("td", .class("num"), text: value.map { NumberText.plain($0) } ?? "") }
      h("td", .class("num"), text: NumberText.count(brief.versions))
      h("td", .class("num"), text: NumberText.count(brief.candidates))
      h("td", .class("soft", "nowrap")) { h in
        if let time = brief.createdAt { h.time(time, DateText.day) }
        if let by = brief.createdBy { h("span", .class("note"), text: "by \(by)") }
      }
    }
  }

  private static func side(_ h: inout HTML, _ name: String, _ registry: Registry, _ context: PageContext) throws {
    let role = try context.viewer.role(in: name)
    h("aside", .class("side"), .label("About \(name)")) { h in
      Section.side(&h, "About") { h in
        h("dl", .class("facts")) { h in
          h.fact("Visibility", registry.visibility.rawValue)
          h.fact("Accepts", RegistriesPage.accepted(registry.acceptedArtifactTypes))
          h.fact("Ordering", registry.effectiveOrdering == .perLine ? "per line" : "ascending")
          h.fact("Protected", registry.protectedAliases.joined(separator: ", "))
          if registry.isSealed { h.fact("Sealed", "published versions gain nothing but logs") }
          if registry.status == .retired { h.fact("Status", "retired") }
          h.fact("Your role", role?.rawValue ?? (context.viewer.member == nil ? nil : "none of its own"))
        }
      }
      gates(&h, registry)
    }
  }

  private static func gates(_ h: inout HTML, _ registry: Registry) {
    let gates =
      [("every version", registry.gates.versions)]
      + registry.gates.aliases.sorted { $0.key < $1.key }.map { ($0.key, $0.value as Gate?) }
    let told = gates.compactMap { name, gate in gate.map { (name, $0) } }.filter { !$0.1.isEmpty }
    guard !told.isEmpty else { return }
    Section.side(&h, "Gates") { h in
      h("dl", .class("facts")) { h in
        for (name, gate) in told {
          h.fact(name) { h in
            h("ul") { h in for line in GateText.lines(gate) { h("li", text: line) } }
          }
        }
      }
    }
  }
}
