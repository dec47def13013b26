import Access
import Actions
import BlobStore
import Endpoints
import GitObjects

/// Reads what pages are a function of.
struct PageReader: Sendable {
  let repository: ServedRepository
  let seal = FormSeal()
  private let base: String
  private let scheme: String
  private let tables = ModelTables()
  private let memory = ProposalMemory()

  init(_ repository: ServedRepository, base: String, scheme: String) {
    (self.repository, self.base, self.scheme) = (repository, base, scheme)
  }

  func links(at moment: String?) -> Links { Links(base: base, at: moment, .all) }

  /// - Parameters:
  ///   - right: what a registry must give the viewer to be there.
  ///   - moment: a commit or a time; nil for now.
  ///   - path: the page's; the request's if nil.
  ///   - query: the page's; the request's if nil.
  ///   - notice: what came of the request.
  ///   - sessions: for the page that lists them.
  func read<Value: Sendable>(
    _ request: ServerRequest, with right: Right = .look, at moment: String? = nil, path: String? = nil,
    query: PageQuery? = nil, notice: PageNotice? = nil, sessions: OpenSessions? = nil,
    _ body: @escaping @Sendable (PageContext) throws -> Value
  ) async throws -> Value {
    let point = try moment.map { text in try PointInTime(text) }
    let (tables, now, seal) = (tables, repository.now(), seal)
    let (memory, reference) = (memory, repository.branch)
    let branch = reference.branch ?? "\(reference)"
    let (links, theme) = (links(at: moment), ThemeChange.theme(request))
    let origin = serverAddress(request)
    let contentAtMost = repository.blobs.limitInBytes
    let clients = Links(base: origin + base, at: moment, .all)
    return try await repository.read(as: request.principal, with: right, at: point) { sight in
      var context = PageContext(
        sight: sight, viewer: try Viewer(request.principal, in: sight.reader.snapshot), principal: request.principal,
        links: links, query: query ?? PageQuery(items: request.query), path: path ?? request.path, theme: theme,
        organization: try sight.reader.find.organization(), branch: branch, tables: tables, now: now, clients: clients,
        record: AskedRecord(sight), result: ResultLine.read(request, seal))
      context.proposals = try OpenProposals(sight, of: request.principal, besides: reference, memory)
      context.notice = notice
      context.seal = seal
      context.sessions = sessions
      context.contentAtMost = contentAtMost
      context.origin = origin
      context.hasKeys = KeysChange.hasKeys(request)
      return try body(context)
    }
  }

  private func serverAddress(_ request: ServerRequest) -> String {
    let isSecure = scheme == "https" || request.headers["x-forwarded-proto"] == "https"
    return (isSecure ? "https://" : "http://") + (request.headers["host"] ?? "localhost")
  }
}
