package import Access
package import BlobStore
package import Git

/// Answers requests: who asks, what for, whether they may, and then the route's handler. Knows no network.
package struct Dispatcher: Sendable {
  private let repository: ServedRepository?
  private let table: RouteTable
  /// The more particular ones first; the last one covers all.
  private let forms: [ErrorForm]
  private let doorkeeper: Doorkeeper
  private let hosts: Hosts
  private let threads: WorkerThreads
  private let metrics: RequestMetrics
  private let projects: any Projects
  private let log: @Sendable (String) -> Void
  private let note: (@Sendable (RequestRecord) -> Void)?

  /// - Parameters:
  ///   - repository: nil if no route needs a right.
  ///   - projects: tells which registry a path means that names a project.
  ///   - log: told of each request that failed by the server's own fault, in one line.
  ///   - note: told of each request once it is answered; nil if nobody wants to know.
  package init(
    _ routes: [Route], forms: [ErrorForm], for repository: ServedRepository?, _ doorkeeper: Doorkeeper, _ hosts: Hosts,
    on threads: WorkerThreads, counting metrics: RequestMetrics = RequestMetrics(),
    projects: any Projects = NoProjects(), log: @escaping @Sendable (String) -> Void = { _ in },
    noting note: (@Sendable (RequestRecord) -> Void)? = nil
  ) {
    self.repository = repository
    table = RouteTable(routes)
    self.forms = forms
    self.doorkeeper = doorkeeper
    self.hosts = hosts
    self.threads = threads
    self.metrics = metrics
    self.projects = projects
    self.log = log
    self.note = note
  }

  /// Never throws: what goes wrong is told in the form of the mount.
  ///
  /// - Parameter method: nil for one that no route has.
  package func respond(
    _ method: HTTPMethod?, _ path: String, query: String, headers: [String: String], body: ByteStream
  ) async -> ServerResponse {
    let start = ContinuousClock.now
    let match = method.map { table.match($0, path) }
    let response = await respond(method, path, match, query: query, headers: headers, body: body)
    if let note {
      var route: Route?
      if case .found(let found, _)? = match { route = found }
      note(RequestRecord(method, route?.pattern, response.status, seconds: (ContinuousClock.now - start) / .seconds(1)))
    }
    return response
  }

  private func respond(
    _ method: HTTPMethod?, _ path: String, _ match: RouteTable.Match?, query: String, headers: [String: String],
    body: ByteStream
  ) async -> ServerResponse {
    // To change threads costs as much as to write a metric.
    if case .found(let route, _) = match, route.right == .write, let size = body.announcedSizeInBytes,
      size <= Self.bytesReadAtOnce
    {
      return await answer(method, path, match, query: query, headers: headers, body: body)
    }
    // A large request takes its time to be read, a large answer to be written, and neither must take a thread of all other tasks.
    return await withTaskExecutorPreference(threads) {
      await answer(method, path, match, query: query, headers: headers, body: body)
    }
  }

  /// A request to write that is no longer is read in a fraction of a millisecond.
  private static let bytesReadAtOnce = 16 << 10

  private func answer(
    _ method: HTTPMethod?, _ path: String, _ match: RouteTable.Match?, query: String, headers: [String: String],
    body: ByteStream
  ) async -> ServerResponse {
    var route: Route?
    do {
      guard hosts.answer(headers["host"]) else {
        metrics.count(method, nil, 421)
        return ServerResponse(421, text: "this server does not answer for that host; its operator can add --host\n")
      }
      if case .found(let found, _)? = match { route = found }
      let principal = try await principal(headers, for: route)
      guard let method, let match else { throw RequestError.methodNotAllowed }
      guard hosts.mayWrite(from: headers["origin"]) || method == .get || method == .head else {
        throw RequestError.forbidden
      }
      // A page of another site, or of another port of this machine, makes a browser send its cookies.
      if principal.isAmbient || LocalCookie.letsIn(headers), method != .get, method != .head {
        guard SameOrigin.holds(headers, mayBeSilent: principal.isAmbient && principal.source != "session") else {
          throw RequestError.forbidden
        }
      }
      guard let items = PercentEncoding.query(query) else { throw RequestError.malformed("the query is malformed") }
      switch match {
      // Whoever is not known, or not any more, learns nothing of what there is.
      case .none: throw try await isKnown(principal) ? RequestError.notFound : .unauthenticated
      case .otherMethods: throw try await isKnown(principal) ? RequestError.methodNotAllowed : .unauthenticated
      case .found(let route, let captures):
        var request = ServerRequest(method, path, query: items, headers: headers, body: body, by: principal)
        request.captures = captures
        return try await handle(route, request)
      }
    } catch {
      return refusal(error, method, path, route)
    }
  }

  /// Who asks. What is for everybody is so whatever else was sent.
  private func principal(_ headers: [String: String], for route: Route?) async throws -> Principal {
    if let route, route.need == .nothing { return .nobody }
    guard let principal = try await doorkeeper.principal(of: Credentials(headers)) else {
      throw RequestError.unauthenticated
    }
    return principal
  }

  private func isKnown(_ principal: Principal) async throws -> Bool {
    guard principal != .nobody else { return false }
    return try await repository?.access(of: principal, in: .anyRegistry, for: .look) != .unknown
  }

  private func handle(_ route: Route, _ request: ServerRequest) async throws -> ServerResponse {
    var request = request
    if let project = request.captures["project"] {
      request.captures["registry"] = try await projects.registry(ofProject: project) ?? Self.noRegistry
    }
    let (registry, principal) = (request.captures["registry"] ?? "", request.principal)
    try await check(route, registry, principal)
    let (dispatcher, metrics) = (self, metrics)
    let checkAgain: @Sendable () async throws -> Void = {
      guard try await dispatcher.doorkeeper.stillKnows(principal) else { throw RequestError.unauthenticated }
      try await dispatcher.check(route, registry, principal)
    }
    request.body = request.body.watched(count: { metrics.countReceived($0) }, check: checkAgain)
    var response = try await RequestedRight(check: checkAgain).answer(request, by: route)
    metrics.count(request.method, route.pattern, response.status)
    switch response.body {
    case .bytes(let bytes): metrics.countSent(bytes.count)
    case .stream(let stream):
      response.body = .stream(stream.watched(count: { metrics.countSent($0) }, check: checkAgain))
    }
    return response
  }

  /// What no registry can be called: what is asked of it is answered as for one that is not there.
  private static let noRegistry = "-"

  private func refusal(_ error: any Error, _ method: HTTPMethod?, _ path: String, _ route: Route?) -> ServerResponse {
    let response = form(of: path).response(error)
    metrics.count(method, route?.pattern, response.status)
    if response.status >= 500, response.status != 501 {
      log("\(method?.rawValue ?? "?") \(path): \(error)")
    }
    return response
  }

  private func check(_ route: Route, _ registry: String, _ principal: Principal) async throws {
    guard route.need != .nothing else { return }
    guard let repository else { throw principal == .nobody ? RequestError.unauthenticated : .notFound }
    let access: Access
    switch route.need {
    case .nothing: return
    case .registry(let right): access = try await repository.access(of: principal, in: .registry(registry), for: right)
    case .repository(let right): access = try await repository.access(of: principal, for: right)
    case .organization(let right): access = try await repository.access(of: principal, in: .organization, for: right)
    case .some(let right): access = try await repository.access(of: principal, in: .anyRegistry, for: right)
    }
    try access.require(of: principal)
  }

  private func form(of path: String) -> ErrorForm {
    let segments = path.split(separator: "/").map { PercentEncoding.decoded($0) ?? String($0) }
    return forms.first { $0.covers(segments) } ?? forms[forms.count - 1]
  }
}
