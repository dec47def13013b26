import Actions
import Manifests
import RegistryStore
import Rules

/// All registries that the viewer may see: core and custom ones, and what happened lately.
enum RegistriesPage {
  static func page(_ context: PageContext) throws -> Page {
    let names = NaturalOrder.sorted(try context.snapshot.registryNames())
    let registries = try names.map { (name: $0, manifest: try context.find.registry($0)) }
    let active = registries.filter { $0.manifest.status == .active }
    let events = try LastEvents(6, about: nil, in: context)
    let body = try HTML { h in
      try h("div", .class("columns", "top")) { h in
        try h("div", .class("stack")) { h in
          let core = active.filter { $0.manifest.type == .core }
          let custom = active.filter { $0.manifest.type == .custom }
          if !core.isEmpty { try section(&h, "core", "Core registries", core, context) }
          if custom.isEmpty {
            try h("section") { h in
              try h("div", .class("between")) { h in
                h("h2", text: "Custom registries")
                try Offer.createRegistry(&h, context)
              }
              Section.empty(
                &h, "There is no custom registry that you may see. The button makes one, and so does:",
                command: "git registry create NAME --visibility restricted")
            }
          } else {
            try section(&h, "custom", "Custom registries", custom, context)
          }
          let retired = registries.filter { $0.manifest.status == .retired }
          if !retired.isEmpty { try section(&h, "retired", "Retired registries", retired, context) }
        }
        try h("aside", .class("side"), .label("Lately")) { h in
          Section.side(&h, "Lately") { lately(&$0, events, context.links) }
          try ProposalsPage.waiting(&h, context)
        }
      }
    }
    var page = Page("Registries", body: body)
    let (name, description) = (context.organization.name, context.organization.description)
    page.lead = HTML { $0.text(description.map { "\(name): \($0)" } ?? name) }
    return page
  }

  private static func section(
    _ h: inout HTML, _ id: String, _ title: String, _ registries: [(name: String, manifest: Registry)],
    _ context: PageContext
  ) throws {
    try h("section", .labelled(by: id)) { h in
      try h("div", .class("between")) { h in
        h("h2", .id(id), text: title)
        if id == "custom" { try Offer.createRegistry(&h, context) }
      }
      try h("div", .class("card")) { h in
        try Section.scroll(&h, title) { h in
          try h("table", .class("even")) { h in
            h.head([
              ("Name", false), ("Visibility", false), ("Accepts", false), ("Models", true), ("Versions", true),
              ("Newest release", false),
            ])
            try h("tbody") { h in for registry in registries { try row(&h, registry.name, registry.manifest, context) }
            }
          }
        }
      }
    }
  }

  private static func row(_ h: inout HTML, _ name: String, _ registry: Registry, _ context: PageContext) throws {
    let brief = try context.tables.brief(of: name, in: context.snapshot)
    h("tr") { h in
      h("th", .row) { h in
        h("a", .href(context.links.registry(name))) { $0("b", text: name) }
        if let description = registry.description { h("span", .class("note", "wider"), text: description) }
      }
      h("td") { Chips.visibility(&$0, registry.visibility) }
      h("td", .class("soft"), text: accepted(registry.acceptedArtifactTypes))
      h("td", .class("num"), text: NumberText.count(brief.models))
      h("td", .class("num"), text: NumberText.count(brief.versions))
      h("td", .class("soft", "nowrap")) { h in
        if let newest = brief.newest { h.time(newest, DateText.day) }
      }
    }
  }

  static func accepted(_ types: AcceptedTypes) -> String {
    switch types {
    case .all: "all types"
    case .only(let types): types.joined(separator: ", ")
    }
  }

  private static func lately(_ h: inout HTML, _ events: LastEvents, _ links: Links) {
    guard !events.entries.isEmpty else {
      h("p", .class("muted"), text: "Nothing that you may see.")
      return
    }
    h("ul", .class("aliases", "card", "pad")) { h in
      for entry in events.entries {
        for event in entry.events.prefix(2) {
          h("li") { h in
            h("span", .class("wrap")) { EventList.sentence(&$0, event, of: entry, links) }
            h("span", .class("muted")) { $0.time(DateText.text(entry.landing.time), DateText.short) }
          }
        }
      }
    }
  }
}
