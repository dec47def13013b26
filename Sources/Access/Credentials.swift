import Manifests

/// The secret that a request carries, wherever its client puts it.
///
/// | header | as |
/// |---|---|
/// | `Authorization: Basic` | the password; any user name |
/// | `Authorization: Bearer` | itself |
/// | `PRIVATE-TOKEN`, `JOB-TOKEN` | itself, as GitLab's clients send it |
/// | `Cookie` | of somebody who signed in with a browser, or of the person at this machine, ``LocalCookie``; only if none of the others is there |
///
/// Whom a proxy lets in, it names in ``RequestHeader/user``, which no client can send.
///
/// A token may have `glpat-` in front: GitLab's client takes nothing else.
package enum Credentials: Hashable, Sendable {
  case none
  case secret(String)
  /// The secret of a browser's session.
  case session(String)
  /// A member's name or e-mail address, by the word of a proxy that is trusted.
  case vouched(String)
  /// There are some, and they cannot be read.
  case malformed

  /// - Parameter headers: by names in lower case.
  package init(_ headers: [String: String]) {
    if let user = headers[RequestHeader.user] {
      self = user.isEmpty || user.contains(",") ? .malformed : .vouched(user)
      return
    }
    guard let authorization = headers["authorization"] else {
      if let own = headers["private-token"] ?? headers["job-token"] ?? LocalCookie.secret(in: headers) {
        self = .secret(Self.plain(own))
      } else {
        self = SessionCookie.session.value(in: headers).map { .session($0) } ?? .none
      }
      return
    }
    // A client that is given a password and a token may send both; two headers are joined by a comma. git-lfs sends the header that we gave it
    // beside the one that git is configured with.
    let values = authorization.split(separator: ",").map { $0.drop { $0 == " " } }
    let chosen = values.first { $0.lowercased().hasPrefix("basic ") } ?? values.first ?? ""
    let parts = chosen.split(separator: " ", maxSplits: 1)
    guard parts.count == 2 else {
      self = .malformed
      return
    }
    switch parts[0].lowercased() {
    case "bearer": self = .secret(Self.plain(String(parts[1])))
    case "basic":
      guard let bytes = Base64.decode(parts[1].utf8), let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
        let password = String(validating: bytes[(colon + 1)...], as: UTF8.self)
      else {
        self = .malformed
        return
      }
      self = .secret(Self.plain(password))
    default: self = .malformed
    }
  }

  private static func plain(_ token: String) -> String {
    token.hasPrefix("glpat-") ? String(token.dropFirst("glpat-".count)) : token
  }
}
