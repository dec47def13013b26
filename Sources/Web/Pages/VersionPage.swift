import Actions
import Diagnostics
import Endpoints
import GitObjects
import ManifestCoding
import Manifests
import RegistryStore
import Rules

/// One version: what its number says, its facts beside those of the version before it and of production, where it came from.
struct VersionPage {
  let name: ModelName
  let number: SemanticVersion
  let context: PageContext
  let model: Model
  let registry: Registry
  let version: ModelVersion
  let table: ModelTable
  let directions: MetricDirections
  /// The version that it follows.
  let before: ModelTable.Row?
  /// The version that `production` names.
  let named: ModelTable.Row?
  /// The same, if that is neither of them.
  let production: ModelTable.Row?
  let history: LastEvents
  /// False for who sees what there is, and has no content of it.
  let mayRead: Bool

  private static let eventsShown = 20

  init(_ name: ModelName, _ number: SemanticVersion, _ context: PageContext) throws {
    (self.name, self.number, self.context) = (name, number, context)
    model = try context.find.model(name)
    registry = try context.find.registry(name.registry)
    version = try context.find.version(number, of: name)
    table = try context.table(of: name, .run(.through(number)))
    directions = MetricDirections(registry)
    // Of a site, the server that has the files decides.
    mayRead = try !context.links.isAnswered || context.viewer.mayRead(in: name.registry)
    let named = try context.row(model.aliases["production"], of: name, in: table)
    self.named = named
    (before, production) = table.beside(number, production: named)
    history = try LastEvents(
      Self.eventsShown, about: Reference(name, .version(number)), in: context)
  }

  func page() throws -> Page {
    let card = try VersionCard.html(of: self)
    let body = try HTML { h in
      asked(&h)
      band(&h)
      try h("div", .class("columns")) { h in
        try h("div", .class("stack")) { h in
          strip(&h)
          metrics(&h)
          parameters(&h)
          files(&h)
          signature(&h)
          try VersionLineage(name, number, version, context).write(&h)
          events(&h)
          if let card { VersionCard.write(&h, card) }
        }
        try h("aside", .class("side"), .label("About this version")) { try VersionSide(of: self).write(&$0) }
      }
    }
    var page = Page(
      "\(name)@\(number)",
      heading: HTML { h in
        h("a", .href(context.links.model(name)), text: model.title ?? name.model)
        h("span", .class("at"), text: "@")
        h.text("\(number)")
        for alias in AliasOrder.sorted(model.aliases(of: number), registry) {
          h.text(" ")
          Chips.alias(
            &h, alias, of: name, isProtected: registry.protectedAliases.contains(alias), context.links)
        }
        if version.status != .active {
          h.text(" ")
          Chips.status(&h, version.status)
        }
      }, body: body)
    page.crumbs = ModelFrame.crumbs(name, model, context)
    page.lead = HTML { lead(&$0) }
    page.actions = try HTML { h in
      actions(&h)
      try Offer.ofVersion(&h, name, number, version, context)
    }
    page.tabs = tabs(hasCard: card != nil)
    return page
  }

  private func tabs(hasCard: Bool) -> Tabs {
    func part(_ text: String, _ fragment: StaticString, count: Int? = nil) -> Tabs.Tab {
      .init(text: text, address: context.links.version(name, "\(number)", fragment: fragment), count: count)
    }
    func page(_ text: String, _ part: StaticString = "") -> Tabs.Tab {
      .init(text: text, address: context.links.version(name, "\(number)", part))
    }
    let card = hasCard ? [part("Model card", "model-card")] : []
    return Tabs(
      label: "\(model.title ?? name.model) \(number)",
      tabs: [
        page("Overview"), part("Files", "files", count: version.artifacts.count), part("Signature", "signature"),
        page("Lineage", "lineage"), part("History", "history"),
      ] + card + [page("Manifest", "manifest")], current: 0)
  }

  // MARK: Above

  /// What led here, if it was another name.
  private func asked(_ h: inout HTML) {
    guard let asked = context.query["asked"], asked != "\(number)" else { return }
    h("p", .class("asked")) { h in
      h.text("You asked for ")
      h("code", text: "@\(asked)")
      h.text(", which is \(number)\(context.sight.isTip ? " now" : " then"). ")
      if model.aliases[asked] != nil {
        h("a", .href(context.links.model(name, "history", [("alias", asked)])), text: "What it named before")
      }
    }
  }

  private func lead(_ h: inout HTML) {
    if let description = version.description {
      h.text(description)
      h.text(description.hasSuffix(".") ? " " : ". ")
    }
    guard version.createdAt != nil || version.createdBy != nil else { return }
    h.text("Published")
    if let by = version.createdBy {
      h.text(" by ")
      if context.sight.isMember, let known = try? context.snapshot.member(by), known.value != nil {
        h("a", .href(context.links.member(by)), text: by)
      } else {
        h.text(by)
      }
    }
    if let time = version.createdAt {
      h.text(" on ")
      h.time(time, DateText.long)
    }
    if let first = history.entries.last, !history.hasMore {
      h.text(" in ")
      h(
        "a", .class("mono"), .href(context.links.commit("\(first.commit.id)")), text: PageContext.short(first.commit.id)
      )
    }
  }

  private func actions(_ h: inout HTML) {
    if mayRead, version.artifacts.count == 1, let file = version.artifacts.first {
      let address = context.links.file(name, number, file.path)
      if !address.isNowhere {
        h("a", .class("button", "grow"), .href(address)) { h in
          h.text("Download ")
          h("span", .class("muted"), text: NumberText.size(file.sizeInBytes))
        }
      }
    }
    let others = [before?.number, production?.number].compactMap { $0 }
    let comparison = context.links.compare(name, ([number] + others).map { "\($0)" })
    if !others.isEmpty, !comparison.isNowhere {
      h("a", .class("button", "grow"), .href(comparison), text: "Compare")
    }
  }

  /// Of a version that nobody should take: why, and what to take instead.
  private func band(_ h: inout HTML) {
    guard version.status != .active else { return }
    h("section", version.status == .yanked ? .class("verdict", "bad") : .class("verdict", "warn"), .label("Status")) {
      h in
      h("h2", text: version.status == .yanked ? "This version was yanked" : "This version is deprecated")
      if let reason = version.statusReason { h("p", text: reason) }
      if let latest = table.latest, latest.number != number {
        h("p") { h in
          h.text("Take ")
          VersionNumber.link(&h, latest.number, of: name, context.links)
          h.text(" instead.")
        }
      }
    }
  }

  private func strip(_ h: inout HTML) {
    h("dl", .class("strip")) { h in
      h("div") { h in
        h("dt", text: "Number says")
        h("dd") { h in
          guard let before else {
            h.text("the first")
            h("small", .class("muted"), text: "of its model")
            return
          }
          h.text(number.isPrerelease ? "pre-release" : bump(since: before.number))
          h("small", .class("muted")) { h in
            h.text("after ")
            h("a", .href(context.links.version(name, "\(before.number)")), text: "\(before.number)")
          }
        }
      }
      h("div") { h in
        h("dt", text: "Interface")
        h("dd") { interface(&$0) }
      }
      againstProduction(&h)
      h("div") { h in
        h("dt", text: "Files")
        h("dd") { h in
          h.text(NumberText.count(version.artifacts.count, "file", "files"))
          h("small", .class("muted"), text: NumberText.size(version.artifacts.sizeInBytes))
        }
      }
    }
  }

  private func bump(since old: SemanticVersion) -> String {
    number.major != old.major ? "major" : number.minor != old.minor ? "minor" : "patch"
  }

  private func interface(_ h: inout HTML) {
    guard let before else {
      h.text(version.signature == nil ? "not recorded" : "new")
      return
    }
    let compatibility = Compatibility(
      from: ModelInterface(before.version.facts), to: ModelInterface(version.facts))
    let needs = NeedsText(compatibility, from: "\(before.number)", to: "\(number)")
    if compatibility.isUnknown {
      h.text("not recorded")
    } else if let reason = compatibility.reasons.first {
      h.text(compatibility.leastBump == .major ? "breaks callers" : "grown")
      let more = compatibility.reasons.count - 1
      h("small", .class("muted"), text: reason.text + (more > 0 ? " and \(more) more" : ""))
    } else if needs.isPartial {
      h.text("unchanged, partly")
      h("small", .class("muted"), text: needs.lines.first ?? "")
    } else {
      h.text("unchanged")
      h("small", .class("muted"), text: "callers of \(before.number) need nothing")
    }
  }

  private func againstProduction(_ h: inout HTML) {
    guard let named, named.number != number,
      let metric = table.metrics(directions).first,
      let change = MetricChange(
        from: named.version.metrics[metric], to: version.metrics[metric], better: directions.better(metric))
    else { return }
    h("div") { h in
      h("dt", text: "Against production")
      h("dd") { h in
        change.write(&h)
        let value = named.version.metrics[metric].map { NumberText.plain($0) } ?? ""
        h("small", .class("muted"), text: "\(metric), \(named.number) has \(value)")
      }
    }
  }

  private func events(_ h: inout HTML) {
    guard !history.entries.isEmpty else { return }
    Section.card(
      &h, "history", "History",
      note: { $0("a", .href(context.links.model(name, "history")), text: "All of \(model.title ?? name.model)") }
    ) { EventList.write(&$0, history.entries, context.links) }
  }
}
