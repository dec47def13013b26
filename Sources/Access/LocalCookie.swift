/// The cookie of the one person who runs a server at their own machine. It ends with the browser.
///
/// Cookies know no ports, so its name does: two servers at one machine are two.
package enum LocalCookie {
  /// - Parameter host: the header.
  private static func name(_ host: String?) -> String {
    let port = (host ?? "").split(separator: ":").last.map { $0.filter(\.isNumber) } ?? ""
    return "git-registry-local-\(port)"
  }

  /// - Parameter headers: by names in lower case.
  package static func secret(in headers: [String: String]) -> String? {
    RequestCookie.value(name(headers["host"]), in: headers)
  }

  /// True where nothing but this cookie says who asks.
  package static func letsIn(_ headers: [String: String]) -> Bool {
    !["authorization", "private-token", "job-token", RequestHeader.user].contains { headers[$0] != nil }
      && secret(in: headers) != nil
  }

  /// The header that sets it.
  package static func header(_ secret: String, for headers: [String: String]) -> (name: String, value: String) {
    ("Set-Cookie", "\(name(headers["host"]))=\(secret); Path=/; HttpOnly; SameSite=Lax")
  }
}
