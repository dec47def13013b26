import Access
import Actions
import Endpoints
import Manifests
import RegistryStore

extension WebMount {
  /// Where a registry's pages are: under its name, and where that begins an address of the server itself, behind `/-/registries`.
  static let registryPrefixes = ["/{registry}", "/-/registries/{registry}"]

  /// All pages: the one table.
  static let pages: [WebRoute] =
    ownPages
    + registryPrefixes.flatMap { prefix in
      registryPages.map { WebRoute(prefix + $0.pattern, $0.need, like: $0.twin, $0.page) }
    }

  /// The page of a pattern, for what is made of pages without a request; nil if there is none.
  static func page(at pattern: String) -> WebRoute? { pagesByPattern[pattern] }

  private static let pagesByPattern = Dictionary(pages.map { ($0.pattern, $0) }) { first, _ in first }

  private static let ownPages: [WebRoute] = [
    WebRoute("/", .some(.look), like: .at("/registries")) { context, _ in .page(try RegistriesPage.page(context)) },
    WebRoute("/-/search", .some(.look), like: .at("/search")) { context, _ in try SearchPage(context).outcome() },
    WebRoute("/-/history", .some(.look), like: .at("/log")) { context, _ in
      try HistoryPage(about: nil, context).outcome()
    },
    WebRoute("/-/proposals", .repository(.read)) { context, _ in .page(try ProposalsPage.page(context)) },
    WebRoute("/-/proposals/{branch}", .repository(.read), like: .review) { context, path in
      .page(try ProposalPage(path["branch"], context).page())
    },
    WebRoute("/-/proposals/{branch}/files", .repository(.read)) { context, path in
      .page(try ProposalPage(path["branch"], context).filesPage())
    },
    WebRoute("/-/proposals/{branch}/commits", .repository(.read)) { context, path in
      .page(try ProposalPage(path["branch"], context).commitsPage())
    },
    WebRoute("/-/members", .organization(.look), like: .at("/members")) { context, _ in
      .page(try PeoplePages.members(context))
    },
    WebRoute("/-/members/{member}", .organization(.look)) { context, path in
      .page(try PeoplePages.member(path["member"], context))
    },
    WebRoute("/-/teams/{team}", .organization(.look)) { context, path in
      .page(try TeamPage.page(path["team"], context))
    },
    WebRoute("/-/blobs/{digest}", .some(.look), like: .bytes) { context, path in
      .page(try BlobPage.page(path["digest"], context))
    },
    mePage,
    WebRoute("/-/rules", .some(.look), like: .at("/rules")) { context, _ in .page(RulesPages.all(context)) },
    WebRoute("/-/rules/{rule}", .some(.look), like: .at("/rules/{rule}")) { context, path in
      .page(try RulesPages.one(path["rule"], context))
    },
    WebRoute("/-/help", .some(.look)) { context, _ in .page(HelpPage.page(context)) },
    WebRoute("/-/commits/{commit}", .some(.look)) { context, path in
      .page(try CommitPage.page(path["commit"], context))
    },
  ]

  private static let mePage: WebRoute = {
    var route = WebRoute("/-/me", .some(.look)) { context, _ in .page(try MePage.page(context)) }
    route.listsSessions = true
    return route
  }()

  /// Below the address of a registry.
  private static let registryPages: [WebRoute] = [
    WebRoute("", .registry(.look), like: .at("/registries/{registry}")) { context, path in
      .page(try RegistryPage.page(path.registry, context))
    },
    WebRoute("/-/members", .registry(.look), like: .at("/registries/{registry}/members")) { context, path in
      .page(try PeoplePages.registry(path.registry, context))
    },
    WebRoute("/-/history", .registry(.look), like: .at("/registries/{registry}/log")) { context, path in
      try HistoryPage(about: Reference(path.registry), context).outcome()
    },
    WebRoute("/-/card", .registry(.look), like: .at("/registries/{registry}/card")) { context, path in
      guard let reference = Reference(path.registry) else { throw RequestError.notFound }
      return .page(try TextPages.card(of: reference, context))
    },
    WebRoute("/{model}", .registry(.look), like: .ofModel()) { context, path in
      let (name, selector) = path.model
      guard let selector else { return .page(try ModelPage.page(name, context)) }
      return try VersionAddress(name, selector, context).outcome { .page(try VersionPage(name, $0, context).page()) }
    },
    WebRoute("/{model}/-/manifest", .registry(.look), like: .ofModel()) { context, path in
      let (name, selector) = path.model
      return try VersionAddress(name, selector ?? "latest", context, "manifest").outcome {
        .page(try TextPages.manifest(name, $0, context))
      }
    },
    WebRoute("/{model}/-/lineage", .registry(.look), like: .ofModel("/lineage")) { context, path in
      let (name, selector) = path.model
      guard let selector else { return .page(try LineagePage(name, nil, context).page(nil)) }
      return try VersionAddress(name, selector, context, "lineage").outcome {
        .page(try LineagePage(name, $0, context).page($0))
      }
    },
    ofModel("/-/card", like: .ofModel("/card")) { name, context, _ in
      guard let reference = Reference("\(name)") else { throw RequestError.notFound }
      return try TextPages.card(of: reference, context)
    },
    ofModel("/-/candidates", like: .ofModel("/candidates")) { name, context, _ in try CandidatesPage.page(name, context)
    },
    ofModel("/-/candidates/{candidate}", like: .ofModel("/candidates/{candidate}")) { name, context, path in
      try CandidatePage.page(name, path["candidate"], context)
    },
    ofModel("/-/compare", like: .comparison) { name, context, _ in try ComparePage(name, context).page() },
    ofModel("/-/lines") { name, context, _ in try LinesPage.page(name, context) },
    WebRoute("/{model}/-/history", .registry(.look), like: .ofModel("/log")) { context, path in
      let (name, selector) = path.model
      guard selector == nil else { throw RequestError.notFound }
      return try HistoryPage(about: Reference("\(name)"), context).outcome()
    },
  ]

  /// A page of a model, which no version has.
  private static func ofModel(
    _ part: String, like twin: JSONTwin? = nil,
    _ page: @escaping @Sendable (ModelName, PageContext, WebRoute.Captures) throws -> Page
  ) -> WebRoute {
    WebRoute("/{model}" + part, .registry(.look), like: twin) { context, path in
      let (name, selector) = path.model
      guard selector == nil else { throw RequestError.notFound }
      return .page(try page(name, context, path))
    }
  }
}
