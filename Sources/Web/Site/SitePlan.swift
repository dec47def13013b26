import Actions
import Endpoints
import Manifests
import RegistryStore
import Rules

/// The pages of a site, in order, and where each lies.
struct SitePlan {
  private(set) var pages: [SitePage] = []
  private(set) var files = SiteFiles()
  /// In order, with their tables.
  private(set) var models: [(name: ModelName, manifest: Model, table: ModelTable)] = []
  let registries: [String]
  private let sight: Sight
  private let choice: SiteChoice
  /// As a server has them.
  private let links = Links(base: "", at: nil, .all)
  /// A version's lineage has a page of its own in some servers.
  private static let lineage = "/{registry}/{model}/-/lineage"

  init(_ sight: Sight, _ choice: SiteChoice, _ tables: ModelTables) throws {
    self.sight = sight
    self.choice = choice
    registries = NaturalOrder.sorted(try sight.reader.snapshot.registryNames())
    add(SitePage(links.registries, "/"))
    add(SitePage(links.history(), "/-/history"))
    add(SitePage(links.search(), "/-/search"))
    add(SitePage(links.rules, "/-/rules"))
    for rule in Rule.all { add(SitePage(links.rule(rule.id), "/-/rules/{rule}", ["rule": rule.id])) }
    for registry in registries { try add(registry, tables) }
  }

  /// Whether the site has one of a model's versions; others are named in lists alone.
  func has(_ number: SemanticVersion, of model: ModelName) -> Bool {
    files.file(of: links.version(model, "\(number)").text) != nil
  }

  func file(of address: (Links) -> Address) -> String? { files.file(of: address(links).text) }

  private mutating func add(_ page: SitePage) {
    pages.append(page)
    files.add(page.address, page.file)
  }

  private mutating func add(_ registry: String, _ tables: ModelTables) throws {
    let snapshot = sight.reader.snapshot
    let captures = ["registry": registry]
    add(SitePage(links.registry(registry), "/{registry}", captures))
    add(SitePage(links.registry(registry, "history"), "/{registry}/-/history", captures))
    if try hasCard(registry) { add(SitePage(links.registry(registry, "card"), "/{registry}/-/card", captures)) }
    for name in NaturalOrder.sorted(try snapshot.modelNames(in: registry)) {
      let model = ModelName(registry: registry, model: name)
      // One that cannot be read has no page on a server either.
      guard let manifest = try snapshot.model(model)?.value else { continue }
      let table = try tables.table(of: model, in: snapshot)
      models.append((model, manifest, table))
      try add(model, manifest, table)
    }
  }

  private func hasCard(_ reference: String) throws -> Bool {
    try Reference(reference).flatMap { try sight.reader.find.card(of: $0) } != nil
  }

  private mutating func add(_ model: ModelName, _ manifest: Model, _ table: ModelTable) throws {
    let captures = ["registry": model.registry, "model": model.model]
    let below = "/{registry}/{model}"
    add(SitePage(links.model(model), below, captures))
    if try hasCard("\(model)") { add(SitePage(links.model(model, "card"), below + "/-/card", captures)) }
    add(SitePage(links.model(model, "candidates"), below + "/-/candidates", captures))
    add(SitePage(links.model(model, "lines"), below + "/-/lines", captures))
    add(SitePage(links.model(model, "history"), below + "/-/history", captures))
    for id in NaturalOrder.sorted(try sight.reader.snapshot.candidateNames(of: model)) {
      guard try sight.reader.snapshot.candidate(id, of: model)?.value != nil else { continue }
      add(
        SitePage(
          links.candidate(model, id), below + "/-/candidates/{candidate}", captures.merging(["candidate": id]) { $1 }))
    }
    let chosen = chosen(of: table, manifest)
    for row in chosen { add(row.number, of: model, manifest, table) }
    // Other names of the same pages.
    let numbers = Set(chosen.map(\.number))
    var names = manifest.aliases.map { ($0.key, $0.value) }
    if let latest = table.latest { names.append(("latest", latest.number)) }
    for (name, number) in names where numbers.contains(number) {
      guard let file = files.file(of: links.version(model, "\(number)").text) else { continue }
      files.add(links.version(model, name), file)
    }
  }

  private func chosen(of table: ModelTable, _ model: Model) -> [ModelTable.Row] {
    switch choice.versions {
    case .all: return table.rows
    case .newest(let count): return Array(table.rows.suffix(count))
    case .aliased:
      let named = Set(model.aliases.values)
      return table.rows.filter { named.contains($0.number) }
    }
  }

  private mutating func add(_ number: SemanticVersion, of model: ModelName, _ manifest: Model, _ table: ModelTable) {
    let captures = ["registry": model.registry, "model": "\(model.model)@\(number)"]
    let page = SitePage(links.version(model, "\(number)"), "/{registry}/{model}", captures)
    add(page)
    if WebMount.page(at: Self.lineage) != nil {
      add(SitePage(links.version(model, "\(number)", "lineage"), Self.lineage, captures))
    }
    let (before, production) = table.beside(number, production: manifest.aliases["production"].flatMap(table.row))
    let others = [before, production].compactMap { $0 }
    guard !others.isEmpty else { return }
    let numbers = [number] + others.map(\.number)
    add(
      SitePage(
        links.compare(model, numbers.map { "\($0)" }), "/{registry}/{model}/-/compare",
        ["registry": model.registry, "model": model.model], query: numbers.map { ("v", "\($0)") },
        file: page.file.replacing("/index.html", with: "/-/compare/index.html")))
  }
}
