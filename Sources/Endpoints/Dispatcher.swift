package import Access
package import BlobStore
package import Git

/// Answers requests: who asks, what for, whether they may, and then the route's handler. Knows no network.
package struct Dispatcher: Sendable {
  private let repository: ServedRepository
  private let table: RouteTable
  /// The more particular ones first; the last one covers all.
  private let forms: [ErrorForm]
  private let doorkeeper: Doorkeeper
  private let hosts: Hosts
  private let threads: WorkerThreads

  package init(
    _ routes: [Route], forms: [ErrorForm], for repository: ServedRepository, _ doorkeeper: Doorkeeper, _ hosts: Hosts,
    on threads: WorkerThreads
  ) {
    self.repository = repository
    table = RouteTable(routes)
    self.forms = forms
    self.doorkeeper = doorkeeper
    self.hosts = hosts
    self.threads = threads
  }

  /// Never throws: what goes wrong is told in the form of the mount.
  ///
  /// - Parameter method: nil for one that no route has.
  package func respond(
    _ method: HTTPMethod?, _ path: String, query: String, headers: [String: String], body: ByteStream
  ) async -> ServerResponse {
    // A large request takes its time to be read, and must not take a thread of all other tasks.
    await withTaskExecutorPreference(threads) {
      await answer(method, path, query: query, headers: headers, body: body)
    }
  }

  private func answer(
    _ method: HTTPMethod?, _ path: String, query: String, headers: [String: String], body: ByteStream
  ) async -> ServerResponse {
    do {
      guard hosts.answer(headers["host"]) else {
        return ServerResponse(421, text: "this server does not answer for that host\n")
      }
      guard let principal = doorkeeper.principal(of: Credentials(headers)) else { throw RequestError.unauthenticated }
      guard let method else { throw RequestError.methodNotAllowed }
      guard hosts.mayWrite(from: headers["origin"]) || method == .get || method == .head else {
        throw RequestError.forbidden
      }
      guard let items = PercentEncoding.query(query) else { throw RequestError.malformed("the query is malformed") }
      var request = ServerRequest(method, path, query: items, headers: headers, body: body, by: principal)
      switch table.match(method, path) {
      case .none: throw RequestError.notFound
      case .otherMethods: throw RequestError.methodNotAllowed
      case .found(let route, let captures):
        request.captures = captures
        try await check(route, request)
        return try await route.handle(request)
      }
    } catch {
      return form(of: path).response(error)
    }
  }

  private func check(_ route: Route, _ request: ServerRequest) async throws {
    let access: Access
    switch route.need {
    case .nothing: return
    case .registry(let right):
      let registry = request.captures["registry"] ?? ""
      access = try await repository.access(of: request.principal, in: registry, for: right)
    case .repository(let right): access = try await repository.access(of: request.principal, for: right)
    }
    try access.require(of: request.principal)
  }

  private func form(of path: String) -> ErrorForm {
    let segments = path.split(separator: "/").map { PercentEncoding.decoded($0) ?? String($0) }
    return forms.first { $0.covers(segments) } ?? forms[forms.count - 1]
  }
}
