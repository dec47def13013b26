/// What requests were answered, for clients that ask again since an answer was lost. Each is kept for ten minutes.
package protocol RepeatedRequests: Sendable {
  /// The answer that a request had; nil if it had none, or too long ago.
  func answer(to request: RequestKey, in registry: String, now: Int64) async throws(RunStoreError) -> String?

  /// Forgets what requests were answered, each in its registry.
  func forget(_ requests: [(request: RequestKey, registry: String)]) async throws(RunStoreError)

  /// Notes an answer, and with it, or not at all, the version that it speaks of.
  func remember(_ answer: RememberedAnswer, with versionRun: VersionRun?) async throws(RunStoreError)
}
