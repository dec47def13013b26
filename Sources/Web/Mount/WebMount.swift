import Access
import Actions
import Diagnostics
package import Endpoints
import Manifests
import Query
import RegistryStore
import Rules

/// The pages of one repository.
///
/// Each is a function of the registry as the viewer may see it, of who that is, and of the query; see ``WebRoute``.
package struct WebMount: Sendable {
  private let repository: ServedRepository
  private let base: String
  private let scheme: String
  private let entry: LocalEntry?
  private let tables = ModelTables()

  /// - Parameters:
  ///   - base: what stands before its paths: empty, or `/ORGANIZATION` where several are served.
  ///   - scheme: of the server's addresses, unless a proxy says that it is spoken to by another one.
  ///   - entry: nil if only tokens let in.
  package init(_ repository: ServedRepository, base: String, scheme: String, entry: LocalEntry? = nil) {
    self.entry = entry
    self.repository = repository
    self.base = base
    self.scheme = scheme
  }

  package var routes: [Route] {
    let pages = Self.pages.map { page in
      Route(.get, RoutePattern(page.pattern), needs: page.need) { try await answer($0, page) }
    }
    let files = Self.registryPrefixes.map { prefix in
      Route(.get, RoutePattern(prefix + "/{model}/-/files/{path...}"), needs: .registry(.read)) {
        try await FileDownload($0, repository).response()
      }
    }
    let theme = Route(.post, "/-/theme", needs: nil) { try await ThemeChange.answer($0) }
    let entry = entry
    let signIn = Route(.get, "/-/sign-in", needs: nil) { request in
      guard let entry else { throw RequestError.unauthenticated }
      return try entry.answer(request)
    }
    return pages + files + [theme, signIn]
  }

  /// What is the same for everybody: the sheet, the script and the icon. At the root, also where several repositories are served.
  package static let assetRoutes: [Route] = [
    ("/-/app.css", Assets.all.style), ("/-/app.js", Assets.all.script), ("/-/icon.svg", Assets.all.icon),
  ].map { path, asset in
    Route(.get, RoutePattern(path), needs: nil) { request in AssetAnswer.response(asset, request) }
  }

  private func answer(_ request: ServerRequest, _ page: WebRoute) async throws -> ServerResponse {
    let start = ContinuousClock.now
    let query = PageQuery(items: request.query)
    let moment = try query["at"].map { text in try PointInTime(text) }
    let right = page.need.lookRight
    let (tables, base, now) = (tables, base, repository.now())
    let (server, theme) = (serverAddress(request), ThemeChange.theme(request))
    var response = try await repository.read(as: request.principal, with: right, at: moment) { sight in
      let links = Links(base: base, at: query["at"], .all)
      let context = PageContext(
        sight: sight, viewer: try Viewer(request.principal, in: sight.reader.snapshot), links: links, query: query,
        path: request.path, theme: theme, organization: try sight.reader.find.organization(), tables: tables, now: now,
        server: server)
      let mark = PageMark(context, claim: request.principal.claim, format: Assets.all.version)
      if request.headers["if-none-match"].map(mark.isKnown) ?? false { return PageAnswer.unchanged(mark) }
      let outcome: Outcome
      do { outcome = try page.page(context, WebRoute.Captures(request.captures)) } catch {
        outcome = try ProblemPage.outcome(error, context)
      }
      switch outcome {
      case .redirect(let address): return PageAnswer.redirect(to: address)
      case .page(let page, let status):
        return PageAnswer.page(Frame.write(page, in: context), status, status == 200 ? mark : nil)
      }
    }
    let milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
    response.headers.append(("Server-Timing", "page;dur=\(NumberText.fixed(milliseconds, 2))"))
    return response
  }

  private func serverAddress(_ request: ServerRequest) -> String {
    let isSecure = scheme == "https" || request.headers["x-forwarded-proto"] == "https"
    return (isSecure ? "https://" : "http://") + (request.headers["host"] ?? "localhost")
  }
}

extension Route.Need {
  /// What a registry must give the viewer to be seen by a page.
  fileprivate var lookRight: Right {
    switch self {
    case .registry(let right), .some(let right): right
    case .nothing, .repository, .organization: .look
    }
  }
}
