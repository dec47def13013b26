import Access
import Actions
package import Endpoints
import Enforcement
import Git
import Rules

/// Clones, fetches and pushes over HTTP: `git clone http://host/REPO.git`.
///
/// Pushes are judged by the repository's hooks, who learn from the server which member pushes.
///
/// Source: gitprotocol-http(5).
package struct GitMount: Sendable {
  private let repository: ServedRepository
  private let backend: GitBackend

  /// - Parameters:
  ///   - directory: the repository's git directory.
  ///   - environment: what git needs to be found and to find its settings.
  package init(_ repository: ServedRepository, at directory: String, environment: [String: String]) {
    self.repository = repository
    backend = GitBackend(directory, environment: environment)
  }

  /// Below the repository's address.
  package func routes(under prefix: String) -> [Route] {
    [
      Route(.get, RoutePattern(prefix + "/info/refs"), ofRepository: .read) { try await advertise($0) },
      Route(.post, RoutePattern(prefix + "/git-upload-pack"), ofRepository: .read) {
        try await backend.respond(to: $0, at: "/git-upload-pack", user: nil)
      },
      Route(.post, RoutePattern(prefix + "/git-receive-pack"), ofRepository: .write) {
        try await backend.respond(to: $0, at: "/git-receive-pack", user: pusher(of: $0))
      },
    ]
  }

  /// How git's clients are told of errors: they print a text as it is.
  package static let form = ErrorForm(under: "/{repository}/{service}") { error in
    let challenge = [("WWW-Authenticate", "Basic realm=\"git registry\"")]
    return switch error as? RequestError {
    case .unauthenticated: ServerResponse(401, challenge, .bytes(Array("a token is needed\n".utf8)))
    case .forbidden: ServerResponse(403, text: "this member may not do that here\n")
    case .notFound: ServerResponse(404, text: "there is no such repository\n")
    case .methodNotAllowed: ServerResponse(405, text: "method not allowed\n")
    case .tooLarge: ServerResponse(413, text: "too large\n")
    case .malformed(let reason): ServerResponse(400, text: reason + "\n")
    case nil where error is UnjudgedPush: ServerResponse(403, text: "\(UnjudgedPush.help)\n")
    case nil: ServerResponse(500, text: "internal error\n")
    }
  }

  /// Which references there are. What is asked of a push needs the right to push, so that git asks for a name and a token before it packs.
  private func advertise(_ request: ServerRequest) async throws -> ServerResponse {
    let service = request.query("service") ?? ""
    let query = "service=\(service)"
    switch service {
    case "git-upload-pack": return try await backend.respond(to: request, at: "/info/refs", query: query, user: nil)
    case "git-receive-pack":
      try await repository.require(.write, of: request.principal)
      return try await backend.respond(to: request, at: "/info/refs", query: query, user: pusher(of: request))
    // What git did before 1.6.6: its files one by one, which no hook and no hidden reference keeps.
    default: throw RequestError.malformed("this server speaks git's smart protocol only")
    }
  }

  /// The member that the hooks are told of.
  ///
  /// - Throws: ``UnjudgedPush`` if no hook would judge the push by that name.
  private func pusher(of request: ServerRequest) async throws -> String {
    let claim = request.principal.claim ?? ""
    return try await repository.read { reader in
      let source = ServerHook(of: reader.repository, for: nil).actorSource
      guard source == .host(.http) || source == .environment("REMOTE_USER") else { throw UnjudgedPush() }
      guard let name = try Rights.memberName(claim, in: reader.snapshot) else { throw RequestError.forbidden }
      return name
    }
  }
}
