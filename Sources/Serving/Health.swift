package import Endpoints

/// What tells whether the process is alive.
package enum Health {
  package static let routes = [
    Route(.get, "/healthz", needs: nil) { _ in ServerResponse(text: "ok\n") }
  ]

  /// For what no other mount has.
  package static let form = ErrorForm(under: "/") { error in
    switch error as? RequestError {
    case .unauthenticated:
      ServerResponse(
        401, [("WWW-Authenticate", "Basic realm=\"git registry\"")], .bytes(Array("unauthenticated\n".utf8)))
    case .forbidden: ServerResponse(403, text: "forbidden\n")
    case .notFound: ServerResponse(404, text: "not found\n")
    case .methodNotAllowed: ServerResponse(405, text: "method not allowed\n")
    case .tooLarge: ServerResponse(413, text: "too large\n")
    case .malformed(let reason): ServerResponse(400, text: reason + "\n")
    case nil: ServerResponse(500, text: "internal error\n")
    }
  }
}
