package import Access

/// One thing that the server does, as data: the dispatch, the tests of rights, OpenAPI and metrics are made from the same table.
package struct Route: Sendable {
  package let method: HTTPMethod
  package let pattern: RoutePattern
  /// What the principal needs in the registry that the path names; nil for what is for everybody.
  package let right: Right?
  package let handle: @Sendable (ServerRequest) async throws -> ServerResponse

  package init(
    _ method: HTTPMethod, _ pattern: RoutePattern, needs right: Right?,
    _ handle: @escaping @Sendable (ServerRequest) async throws -> ServerResponse
  ) {
    self.method = method
    self.pattern = pattern
    self.right = right
    self.handle = handle
  }
}
