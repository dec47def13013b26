/// What lets the request under way be answered, so that it can be looked at again when the right is used: a commit may wait for long.
enum RequestedRight {
  /// Throws if the request would not be let in any more; nil outside of a request.
  @TaskLocal static var check: (@Sendable () async throws -> Void)?
}
