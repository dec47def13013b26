/// What requests were answered, for clients that ask again since an answer was lost. Each is kept for ten minutes.
package protocol RepeatedRequests: Sendable {
  /// The answer that a request had; nil if it had none, or too long ago.
  func answer(to request: RequestKey, in registry: String, now: Int64) async throws(RunStoreError) -> String?

  func forget(_ request: RequestKey, in registry: String) async throws(RunStoreError)

  func remember(_ answer: String, to request: RequestKey, in registry: String, now: Int64) async throws(RunStoreError)
}
