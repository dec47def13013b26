import Access
package import Actions
import Endpoints
import GitObjects
import Manifests
import RegistryStore
import Rules

/// A site of files: the pages of the app as they are at one commit, for whoever reads them without a server.
///
/// The same commit and the same choice make the same bytes.
package struct SiteBuild {
  private let sight: Sight
  private let choice: SiteChoice
  private let plan: SitePlan
  private let record: SiteRecord
  private let tables = ModelTables()
  private let viewer: Viewer

  /// - Throws: ``ActionFailure`` if the commit has no registry, or one that cannot be read.
  package init(of reader: RegistryReader, _ choice: SiteChoice) throws {
    let shown = try reader.snapshot.registryNames().filter { name in
      try choice.visibilities.contains(reader.find.registry(name).visibility)
    }
    sight = try Sight(of: reader, showing: Set(shown))
    self.choice = choice
    plan = try SitePlan(sight, choice, tables)
    record = try SiteRecord(sight, plan.models)
    viewer = try Viewer(.nobody, in: sight.reader.snapshot)
  }

  /// The paths of all of its files, sorted.
  package var paths: [String] {
    (plan.pages.map(\.file) + Self.assets.map(\.path) + [
      SiteFiles.search, SiteFiles.notFound, SiteFiles.asTheyAre,
    ]).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static let assets: [(path: String, bytes: [UInt8])] = [
    ("-/app.css", Assets.all.style.bytes), ("-/app.js", Assets.all.script.bytes),
    ("-/icon.svg", Assets.all.icon.bytes), (SiteFiles.script, Assets.all.siteScript.bytes),
  ]

  /// Makes one file after the other.
  package func write(_ put: (_ path: String, _ bytes: [UInt8]) throws -> Void) throws {
    for asset in Self.assets { try put(asset.path, asset.bytes) }
    try put(SiteFiles.asTheyAre, [])
    for page in plan.pages { try put(page.file, try html(page).bytes) }
    let missing = try context(
      SitePlace(files: plan.files, file: SiteFiles.notFound, choice: choice, isAnywhere: true), path: "/404", query: [])
    try put(SiteFiles.notFound, Frame.write(SiteNotFoundPage.page(missing), in: missing).bytes)
    try put(SiteFiles.search, SiteSearchIndex(plan, sight).bytes)
  }

  private func html(_ page: SitePage) throws -> HTML {
    let place = SitePlace(files: plan.files, file: page.file, choice: choice)
    let context = try context(place, path: page.path, query: page.query)
    // The plan names patterns of the table: one that is not there is a mistake of this program.
    guard let route = WebMount.page(at: page.pattern) else { preconditionFailure("no page \(page.pattern)") }
    switch try route.page(context, WebRoute.Captures(page.captures)) {
    case .page(let made, _): return Frame.write(made, in: context)
    case .document(_, let type): throw ActionFailure(.own, "'\(page.path)' is \(type), and no page")
    case .redirect(let address):
      throw ActionFailure(.own, "the page '\(page.path)' leads to '\(address.text)', which a file cannot")
    }
  }

  private func context(
    _ place: SitePlace, path: String, query: [(name: String, value: String)]
  ) throws -> PageContext {
    PageContext(
      sight: sight, viewer: viewer, principal: .nobody, links: Links(in: place), query: PageQuery(items: query),
      path: path, theme: nil,
      organization: try sight.reader.find.organization(), branch: "", tables: tables,
      // Not the clock's: the same commit makes the same bytes.
      now: sight.whole.commit.committer.secondsSince1970 * 1000, clients: place.source, record: record, result: nil)
  }
}
