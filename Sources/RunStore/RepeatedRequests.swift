/// What requests were answered, for clients that ask again since an answer was lost. Each is kept for ten minutes.
package protocol RepeatedRequests: Sendable {
  /// The answer that a request had; nil if it had none, or too long ago.
  func answer(to request: RequestKey, in registry: String, now: Int64) async throws(RunStoreError) -> String?

  /// Forgets what requests were answered, each in its registry.
  func forget(_ requests: [(request: RequestKey, registry: String)]) async throws(RunStoreError)

  /// Notes an answer, and with it, or not at all, the version that it speaks of.
  ///
  /// - Parameter isSynced: false if it is enough that the end of the process leaves it: a power cut takes it, unless a later write has waited
  ///   for the disk.
  func remember(
    _ answer: RememberedAnswer, with versionRun: VersionRun?, isSynced: Bool
  ) async throws(RunStoreError)
}
