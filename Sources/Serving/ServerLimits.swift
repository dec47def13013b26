/// What one client may take of a server.
package struct ServerLimits: Sendable {
  /// Connections at once. Those that come later wait in the kernel until one ends.
  package var connections = 1024
  /// The first request's head must be there by then: bytes that trickle keep no connection open.
  package var secondsForHead: Int64 = 20
  /// The next request's head of a connection that was used.
  package var secondsBetweenRequests: Int64 = 75
  /// A body must bring at least so much each ``secondsForBody``.
  package var leastBytesOfBody = 4096
  package var secondsForBody: Int64 = 30
  /// A refused body is read on so far, so that its sender sees why: who writes to a closed connection is told nothing.
  package var bytesReadAfterRefusal = 64 << 20
  /// What is under way at SIGTERM has so long.
  package var secondsToFinish: Int64 = 30

  package init() {}
}
