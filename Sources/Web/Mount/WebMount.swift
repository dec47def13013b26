import Access
import Actions
import Diagnostics
package import Endpoints
import Manifests
import Query
import RegistryStore
import Rules
package import RunStore

/// The pages of one repository.
///
/// Each is a function of the registry as the viewer may see it, of who that is, and of the query; see ``WebRoute``.
package struct WebMount: Sendable {
  let repository: ServedRepository
  private let pages: PageReader
  private let results = FormResults()
  private let entry: LocalEntry?
  private let twins: JSONTwins?
  private let sessions: (any SessionStore)?

  /// - Parameters:
  ///   - base: what stands before its paths: empty, or `/ORGANIZATION` where several are served.
  ///   - scheme: of the server's addresses, unless a proxy says that it is spoken to by another one.
  ///   - entry: nil if only tokens let in.
  ///   - twins: what answers who asks for JSON; nil if nothing does.
  ///   - sessions: of browsers; nil for a server at which nobody signs in.
  package init(
    _ repository: ServedRepository, base: String, scheme: String, entry: LocalEntry? = nil, twins: JSONTwins? = nil,
    sessions: (any SessionStore)? = nil
  ) {
    self.sessions = sessions
    self.entry = entry
    self.twins = twins
    self.repository = repository
    pages = PageReader(repository, base: base, scheme: scheme)
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
    let keys = Route(.post, "/-/keys", needs: .some(.look)) { try await KeysChange.answer($0, seal) }
    let entry = entry
    let signIn = Route(.get, "/-/sign-in", needs: nil) { request in
      guard let entry else { throw RequestError.unauthenticated }
      return try entry.answer(request)
    }
    let end = Route(.post, "/-/me/sessions/{session}/end", needs: .some(.look)) { try await endSession($0) }
    return pages + files + proposalRoutes + [theme, keys, signIn, end] + formRoutes
  }

  /// Ends one of the caller's own sessions, or all but the one that asks.
  private func endSession(_ request: ServerRequest) async throws -> ServerResponse {
    let fields = try await FormBody.read(request)
    guard try FormToken.isGood(fields, seal, request.principal) else {
      throw ActionFailure(.forbidden, FormToken.refusal)
    }
    guard let store = sessions,
      let own = try await OpenSessions(of: request.principal, in: store, at: repository.now()),
      try await own.end(request.captures["session"] ?? "", in: store)
    else { throw RequestError.notFound }
    return PageAnswer.redirect(to: links.me, 303)
  }

  /// What is the same for everybody: the sheet, the script and the icon. At the root, also where several repositories are served.
  package static let assetRoutes: [Route] = [
    ("/-/app.css", Assets.all.style), ("/-/app.js", Assets.all.script), ("/-/icon.svg", Assets.all.icon),
    ("/-/speculation.json", Assets.all.speculation),
  ].map { path, asset in
    Route(.get, RoutePattern(path), needs: nil) { request in AssetAnswer.response(asset, request) }
  }

  /// Each form is shown at its address, and sent there.
  private var formRoutes: [Route] {
    let (pages, results) = (pages, results)
    return Self.forms.flatMap { form in
      [
        Route(.get, RoutePattern(form.pattern), needs: form.need) { request in
          try await FormAnswer(pages: pages, route: form, request: request, results: results).page()
        },
        Route(.post, RoutePattern(form.pattern), needs: form.need) { request in
          try await FormAnswer(pages: pages, route: form, request: request, results: results).post()
        },
      ]
    }
  }

  /// Makes the tokens of all forms.
  var seal: FormSeal { pages.seal }

  /// Addresses of pages as they are now.
  var links: Links { pages.links(at: nil) }

  /// - Parameters:
  ///   - path: the page's, if the request has another one: that of a form.
  ///   - notice: what came of the request, with the status of the answer.
  func answer(
    _ request: ServerRequest, _ page: WebRoute, at path: String? = nil, _ notice: (PageNotice, status: Int)? = nil
  ) async throws -> ServerResponse {
    if notice == nil, let twins, JSONTwins.isAsked(request) { return await twins.answer(request, for: page) }
    let start = ContinuousClock.now
    let query = PageQuery(items: path == nil ? request.query : [])
    let sessions =
      page.listsSessions ? try await OpenSessions(of: request.principal, in: sessions, at: repository.now()) : nil
    var response = try await pages.read(
      request, with: page.need.lookRight, at: query["at"], path: path, query: query, notice: notice?.0,
      sessions: sessions
    ) { context in
      let mark = PageMark(context, claim: request.principal.claim, format: Assets.all.version)
      let isKept = notice == nil && context.result == nil && context.sessions == nil
      if isKept, request.headers["if-none-match"].map(mark.isKnown) ?? false { return PageAnswer.unchanged(mark) }
      let outcome: Outcome
      do { outcome = try page.page(context, WebRoute.Captures(request.captures)) } catch {
        outcome = try ProblemPage.outcome(error, context)
      }
      switch outcome {
      case .redirect(let address): return PageAnswer.redirect(to: address)
      case .page(let page, let status):
        let status = notice?.status ?? max(status, page.status)
        var response = PageAnswer.page(
          Frame.write(page, in: context), status, status == 200 && isKept ? mark : nil)
        if context.result != nil { response.headers.append(ResultLine.end) }
        return response
      case .document(let document, let type): return PageAnswer.page(document, 200, mark, type: type)
      }
    }
    let milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
    response.headers.append(("Server-Timing", "page;dur=\(NumberText.fixed(milliseconds, 2))"))
    return response
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
