/// What lets the request under way be answered, so that it can be looked at again when the right is used: a commit may wait for long.
struct RequestedRight: Sendable {
  /// Throws if the request would not be let in any more.
  let check: @Sendable () async throws -> Void

  /// That of the request under way; nil outside of one.
  @TaskLocal static var current: RequestedRight?

  /// Answers a request with this right at hand.
  func answer(_ request: ServerRequest, by route: Route) async throws -> ServerResponse {
    try await Self.$current.withValue(self) { try await route.handle(request) }
  }
}
