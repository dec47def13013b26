import Access
import Actions
package import Endpoints
import Manifests

/// Our own interface, asked for what pages show.
package struct JSONTwins: Sendable {
  private let routes: [String: Route]
  private let form: ErrorForm

  /// - Parameters:
  ///   - routes: of the interface.
  ///   - prefix: with which their patterns begin.
  ///   - form: how its clients are told of errors.
  package init(_ routes: [Route], below prefix: String, form: ErrorForm) {
    let own = routes.filter { $0.method == .get && $0.pattern.description.hasPrefix(prefix) }
    self.routes = Dictionary(
      uniqueKeysWithValues: own.map { (String($0.pattern.description.dropFirst(prefix.count)), $0) })
    self.form = form
  }

  /// True for who asks for JSON, and not for a page as browsers do.
  static func isAsked(_ request: ServerRequest) -> Bool {
    if let format = request.query("format") { return format == "json" }
    let accepted = request.headers["accept"] ?? ""
    return accepted.contains("application/json") && !accepted.contains("text/html")
  }

  func answer(_ request: ServerRequest, for page: WebRoute) async -> ServerResponse {
    let captures = WebRoute.Captures(request.captures)
    guard let twin = page.twin, let route = routes[twin.pattern(captures)], Self.isCovered(route.need, by: page.need)
    else {
      var response = form.response(
        ActionFailure(.invalid, "this page has no JSON", help: "what is at /api/v1 has all that programs need"))
      response.status = 406
      return guarded(response)
    }
    let known = Set(route.description?.query.map(\.name) ?? [])
    let query = twin.query(captures, PageQuery(items: request.query)).filter { known.contains($0.name) }
    var asked = ServerRequest(.get, request.path, query: query, headers: request.headers, by: request.principal)
    asked.captures = request.captures
    asked.captures["model"] = captures.model.name.model
    asked.captures["version"] = captures.model.selector
    do { return guarded(try await route.handle(asked)) } catch { return guarded(form.response(error)) }
  }

  /// True if whoever may see the page may ask the interface: the dispatcher looked at the page's right alone.
  private static func isCovered(_ need: Route.Need, by page: Route.Need) -> Bool {
    switch (need, page) {
    case (.nothing, _): true
    case (.some(let right), .registry(let seen)): right == seen
    default: need == page
    }
  }

  private func guarded(_ response: ServerResponse) -> ServerResponse {
    var response = response
    let names = Set(response.headers.map { $0.name.lowercased() })
    response.headers += PageAnswer.guards.filter { !names.contains($0.0.lowercased()) } + [("Vary", "Cookie, Accept")]
    // The next page is asked for at this address, where a browser would get HTML.
    response.headers = response.headers.map { name, value in
      (name, name == "Link" ? value.replacing("<?", with: "<?format=json&") : value)
    }
    return response
  }
}
