import Manifests

/// The secret that a request carries, wherever its client puts it.
///
/// | header | as |
/// |---|---|
/// | `Authorization: Basic` | the password; any user name |
/// | `Authorization: Bearer` | itself |
/// | `PRIVATE-TOKEN`, `JOB-TOKEN` | itself, as GitLab's clients send it |
///
/// A token may have `glpat-` in front: GitLab's client takes nothing else.
package enum Credentials: Hashable, Sendable {
  case none
  case secret(String)
  /// There are some, and they cannot be read.
  case malformed

  /// - Parameter headers: by names in lower case.
  package init(_ headers: [String: String]) {
    guard let authorization = headers["authorization"] else {
      let own = headers["private-token"] ?? headers["job-token"]
      self = own.map { .secret(Self.plain($0)) } ?? .none
      return
    }
    // A client that is given a password and a token may send both; two headers are joined by a comma.
    let values = authorization.split(separator: ",").map { $0.drop { $0 == " " } }
    let chosen = values.first { $0.lowercased().hasPrefix("basic ") } ?? authorization[...]
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
