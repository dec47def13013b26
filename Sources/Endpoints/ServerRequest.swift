package import Access
package import BlobStore

/// A request, as handlers see it: whoever is meant was found out, and what its path names is apart.
package struct ServerRequest: Sendable {
  package let method: HTTPMethod
  /// As it was sent, percent-encoded, without the query.
  package let path: String
  /// In their order, decoded: a name may come several times.
  package let query: [(name: String, value: String)]
  /// By names in lower case.
  package let headers: [String: String]
  package var body: ByteStream
  package let principal: Principal
  /// What the route's pattern took out of the path, decoded.
  package var captures: [String: String]

  package init(
    _ method: HTTPMethod, _ path: String, query: [(name: String, value: String)] = [], headers: [String: String] = [:],
    body: ByteStream = .empty, by principal: Principal = .nobody
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.principal = principal
    captures = [:]
  }

  /// The first value of a query's name.
  package func query(_ name: String) -> String? { query.first { $0.name == name }?.value }
}
