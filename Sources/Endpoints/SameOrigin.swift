import Access

/// Whether a request that a browser makes comes from one of the server's own pages.
///
/// Source: https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html, "Verifying Origin".
package enum SameOrigin {
  /// - Parameters:
  ///   - headers: by names in lower case.
  ///   - mayBeSilent: true for who may be no browser, which says no origin.
  package static func holds(_ headers: [String: String], mayBeSilent: Bool) -> Bool {
    if let site = headers["sec-fetch-site"], site != "same-origin", site != "none" { return false }
    guard let origin = headers["origin"] else { return mayBeSilent }
    let scheme = RequestHeader.isSecure(headers) ? "https" : "http"
    return headers["host"].map { origin.lowercased() == "\(scheme)://\($0.lowercased())" } ?? false
  }
}
