package import Endpoints

/// What tells machines about the server itself.
package enum ServiceRoutes {
  /// - Parameters:
  ///   - repositories: those that are served.
  ///   - more: what else is counted.
  ///   - isReady: true if the stores of runs answer too.
  package static func routes(
    _ repositories: [ServedRepository], _ metrics: RequestMetrics,
    more: @escaping @Sendable () -> [RequestMetrics.Counter] = { [] }, isReady: @escaping @Sendable () async -> Bool
  ) -> [Route] {
    [
      Route(.get, "/readyz", needs: nil) { _ in
        for repository in repositories {
          do { try await repository.read { _ in } } catch { return notReady }
        }
        return await isReady() ? ServerResponse(text: "ok\n") : notReady
      },
      Route(.get, "/metrics", needs: nil) { _ in
        let text = metrics.text(
          waiting: repositories.reduce(0) { $0 + $1.waitingCommits },
          groups: repositories.reduce(0) { $0 + $1.commitGroups }, more: more())
        return ServerResponse(
          200, [("Content-Type", "text/plain; version=0.0.4; charset=utf-8")], .bytes(Array(text.utf8)))
      },
    ]
  }

  private static var notReady: ServerResponse { ServerResponse(503, text: "not ready\n") }
}
