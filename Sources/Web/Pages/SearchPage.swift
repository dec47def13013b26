import Actions
import Catalog
import Diagnostics
import Endpoints
import Manifests
import Query
import RegistryStore
import Rules
import Searching

/// A search over everything that the viewer may see: registries, models, versions, artifacts.
struct SearchPage {
  private let text: String
  private let context: PageContext

  /// Of each kind: more are found by a narrower question.
  private static let rowsOfAKind = 20

  init(_ context: PageContext) {
    self.context = context
    text = (context.query["q"] ?? "").filter { $0 != "\u{0}" }
  }

  /// What is a whole reference to something that is there leads straight to it.
  func outcome() throws -> Outcome {
    guard context.links.isAnswered else { return .page(SiteSearchPage.page(context)) }
    let wanted = text.trimmed
    if let reference = Reference(wanted), wanted.contains("/"), context.sight.sees(reference.registry),
      (try? context.find.require(reference)) != nil, let address = context.links.reference(wanted)
    {
      return .redirect(address)
    }
    return .page(try page())
  }

  private struct Found {
    var registries: [RegistryRow] = []
    var models: [ModelRow] = []
    var versions: [FactRow] = []
    var artifacts: [ArtifactRow] = []
    var isEmpty: Bool { registries.isEmpty && models.isEmpty && versions.isEmpty && artifacts.isEmpty }
  }

  private func page() throws -> Page {
    var problem: FilterError?
    var found = Found()
    if !text.isEmpty {
      do { found.versions = try rows(.versions) } catch let error as FilterError { problem = error }
      // A question about versions need not be one about models; then it finds none of them.
      do { found.models = try rows(.models) } catch is FilterError {}
      do { found.registries = try rows(.registries) } catch is FilterError {}
      if let digest = Digest(text.trimmed) ?? Digest(hex: text.trimmed) { found.artifacts = try artifacts(digest) }
    }
    if !found.isEmpty { problem = nil }
    let body = HTML { h in
      FilterField.write(
        &h, "Search", example: "sentiment, or metrics.accuracy > 0.9 and tags.task = 'text-classification'",
        problem: problem, context)
      h("div", .class("stack")) { h in
        if text.isEmpty {
          h("p", .class("muted")) { h in
            h.text("Words are looked for in names, descriptions and tags. ")
            h("a", .href(context.links.help), text: "What a filter may say")
          }
        } else if found.isEmpty, problem == nil {
          h("div", .class("card", "pad", "nothing")) { $0("p", text: "Nothing that you may see matches.") }
        }
        write(&h, found)
      }
    }
    var page = Page(text.isEmpty ? "Search" : "\(text), search", heading: HTML { $0.text("Search") }, body: body)
    page.section = .none
    page.crumbs = [RegistryPage.crumb(context)]
    if problem != nil { page.status = 400 }
    return page
  }

  private func rows<Row>(_ scope: SearchScope) throws -> [Row] { try rows(scope, Filter(text, in: scope)) }

  private func rows<Row>(_ scope: SearchScope, _ asked: Filter) throws -> [Row] {
    try SeenSearch(context).rows(scope, asked, atMost: Self.rowsOfAKind + 1)
  }

  private func artifacts(_ digest: Digest) throws -> [ArtifactRow] {
    try rows(.artifacts, .comparison(.attribute(.digest), .equal, .text("\(digest)")))
  }

  // MARK: What was found

  private func write(_ h: inout HTML, _ found: Found) {
    list(&h, "registries", "Registries", found.registries) { h, row in
      h("a", .href(context.links.registry(row.name))) { $0("b", text: row.name) }
    }
    list(&h, "models", "Models", found.models) { h, row in
      h("a", .href(context.links.model(row.name))) { $0("b", text: "\(row.name)") }
    }
    list(&h, "versions", "Versions", found.versions) { h, row in
      h("a", .href(context.links.model(row.model)), text: "\(row.model)")
      h.text(" ")
      if let number = row.number { VersionNumber.link(&h, number, of: row.model, context.links) }
      for alias in row.aliases {
        h.text(" ")
        Chips.alias(&h, alias, of: row.model, isProtected: false, context.links)
      }
      if let status = row.status {
        h.text(" ")
        Chips.status(&h, status)
      }
      if let text = row.facts.description { h("span", .class("muted", "found"), text: text) }
    }
    list(&h, "artifacts", "Files with these bytes", found.artifacts) { h, row in
      h("code", text: row.artifact.path)
      h.text(" of ")
      if let address = context.links.reference(row.version.reference) {
        h("a", .href(address), text: row.version.reference)
      }
    }
  }

  private func list<Row>(
    _ h: inout HTML, _ id: String, _ title: String, _ rows: [Row], _ write: (inout HTML, Row) -> Void
  ) {
    guard !rows.isEmpty else { return }
    Section.card(
      &h, id, title,
      note: {
        $0(
          "span", .class("muted"),
          text: rows.count > Self.rowsOfAKind ? "the first \(Self.rowsOfAKind)" : NumberText.count(rows.count))
      }
    ) { h in
      h("ul", .class("results")) { h in
        for row in rows.prefix(Self.rowsOfAKind) { h("li") { write(&$0, row) } }
      }
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    let start = drop { $0.isWhitespace }
    let end = start.lastIndex { !$0.isWhitespace }
    return end.map { String(start[...$0]) } ?? ""
  }
}
