package import Access

/// One thing that the server does, as data: the dispatch, the tests of rights, OpenAPI and metrics are made from the same table.
package struct Route: Sendable {
  package let method: HTTPMethod
  package let pattern: RoutePattern
  /// What the principal needs.
  package let need: Need
  package let handle: @Sendable (ServerRequest) async throws -> ServerResponse
  /// What clients are told of it beside its path.
  package var description: RouteDescription?

  /// The right that a request needs, and in what.
  package enum Need: Hashable, Sendable {
    /// It is for everybody.
    case nothing
    /// In the registry that the path names.
    case registry(Right)
    /// In the repository as a whole.
    case repository(Right)
    /// In the organization: who its members are, and registries that are yet to be made.
    case organization(Right)
    /// In whichever registries it is that the principal has the right in; the answer is about those alone.
    case some(Right)
  }

  /// The right that is needed, in whatever; nil for what is for everybody.
  package var right: Right? {
    switch need {
    case .nothing: nil
    case .registry(let right), .repository(let right), .organization(let right), .some(let right): right
    }
  }

  /// - Parameter right: in the registry that the path names; nil for what is for everybody.
  package init(
    _ method: HTTPMethod, _ pattern: RoutePattern, needs right: Right?,
    _ handle: @escaping @Sendable (ServerRequest) async throws -> ServerResponse
  ) {
    self.method = method
    self.pattern = pattern
    need = right.map { .registry($0) } ?? .nothing
    self.handle = handle
  }

  package init(
    _ method: HTTPMethod, _ pattern: RoutePattern, needs need: Need, described description: RouteDescription? = nil,
    _ handle: @escaping @Sendable (ServerRequest) async throws -> ServerResponse
  ) {
    self.method = method
    self.pattern = pattern
    self.need = need
    self.description = description
    self.handle = handle
  }

  /// - Parameter right: in the repository as a whole.
  package init(
    _ method: HTTPMethod, _ pattern: RoutePattern, ofRepository right: Right,
    _ handle: @escaping @Sendable (ServerRequest) async throws -> ServerResponse
  ) {
    self.method = method
    self.pattern = pattern
    need = .repository(right)
    self.handle = handle
  }
}
