/// What the server itself notes beside a request's headers, under names that no client can send: a colon is in no header's name.
package enum RequestHeader {
  /// Whom a trusted proxy let in.
  package static let user = ":user"
  /// `https` if the connection is encrypted to here.
  package static let scheme = ":scheme"

  /// True if a client speaks https, to here or to the proxy before.
  package static func isSecure(_ headers: [String: String]) -> Bool {
    headers[scheme] == "https" || headers["x-forwarded-proto"] == "https"
  }
}
