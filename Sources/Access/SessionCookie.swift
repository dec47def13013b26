/// A cookie that no script reads and no other site's form sends.
///
/// Over https its name begins with `__Host-`: a browser takes such a one from this host alone, over https alone, so that no neighbour's
/// page can put one of its own in its place.
///
/// Source: RFC 6265bis, section 4.1.3.
package struct SessionCookie: Sendable {
  private let name: String
  private let secondsAtMost: Int64

  /// Of somebody who is signed in.
  package static let session = SessionCookie(name: "git-registry", secondsAtMost: 12 * 3600)
  /// Of a browser on its way through the provider.
  package static let login = SessionCookie(name: "git-registry-login", secondsAtMost: 600)

  package var milliseconds: Int64 { secondsAtMost * 1000 }

  private func name(_ headers: [String: String]) -> String {
    RequestHeader.isSecure(headers) ? "__Host-" + name : name
  }

  /// Its value in a request, as ``RequestCookie`` reads it.
  package func value(in headers: [String: String]) -> String? { RequestCookie.value(name(headers), in: headers) }

  /// The header that sets it.
  ///
  /// - Parameters:
  ///   - value: letters, digits, `-`, `_` and `.`; nil to take it back.
  ///   - headers: of the request.
  package func header(_ value: String?, for headers: [String: String]) -> (name: String, value: String) {
    let isSecure = RequestHeader.isSecure(headers)
    let text =
      "\(name(headers))=\(value ?? ""); Path=/; Max-Age=\(value == nil ? 0 : secondsAtMost); HttpOnly; SameSite=Lax"
    return ("Set-Cookie", isSecure ? text + "; Secure" : text)
  }
}
