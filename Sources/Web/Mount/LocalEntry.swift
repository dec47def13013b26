package import Access
import Endpoints

/// How the person who started a server at their own machine gets in with a browser: by the address that it prints, once.
package struct LocalEntry: Sendable {
  private let ticket: OneTimeTicket
  private let secret: String

  /// - Parameter secret: what the browser is given, which lets in as that person.
  package init(_ ticket: OneTimeTicket, secret: String) {
    self.ticket = ticket
    self.secret = secret
  }

  func answer(_ request: ServerRequest) throws -> ServerResponse {
    // What only looks ahead must not use it up.
    let isAhead = request.method == .head || request.headers["sec-purpose"] != nil || request.headers["purpose"] != nil
    guard !isAhead, let word = request.query("token"), ticket.redeem(word) else { throw RequestError.unauthenticated }
    var response = PageAnswer.redirect(to: Address(own: "/"), 303)
    response.headers.append(LocalCookie.header(secret, for: request.headers))
    return response
  }
}
