import Diagnostics
import Endpoints

/// Why a request of git-lfs is refused.
///
/// Source: https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md, "Response Errors".
struct LFSError: Error, Hashable {
  let status: Int
  let message: String

  init(_ status: Int, _ message: String) {
    self.status = status
    self.message = message
  }

  static let type = "application/vnd.git-lfs+json"

  /// Any error, as git-lfs prints it.
  static func response(_ error: any Error) -> ServerResponse {
    let told = (error as? LFSError) ?? LFSError(error as? RequestError)
    var headers = [("Content-Type", type)]
    if told.status == 401 {
      // git-lfs asks for a name and a token where it sees the second one; HTTP wants the first.
      let challenge = "Basic realm=\"git registry\""
      headers += [("WWW-Authenticate", challenge), ("LFS-Authenticate", challenge)]
    }
    let body = JSONValue.object(["message": .string(told.message)])
    return ServerResponse(told.status, headers, .bytes(Array(body.line.utf8)))
  }

  private init(_ error: RequestError?) {
    switch error {
    case .unauthenticated: self.init(401, "a token is needed")
    case .forbidden: self.init(403, "this member may not do that here")
    // Locks too: told so, git-lfs does not ask for them again.
    case .notFound: self.init(404, "there is nothing here")
    case .methodNotAllowed: self.init(405, "method not allowed")
    case .tooLarge(let limit): self.init(413, "a request may have \(limit) bytes")
    case .malformed(let reason): self.init(400, reason)
    case nil: self.init(500, "internal error")
    }
  }
}
