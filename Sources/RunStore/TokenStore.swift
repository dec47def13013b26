/// The tokens that a server lets in by. Their secrets are not here, only what tells that one was sent: its SHA-256.
package protocol TokenStore: Sendable {
  /// - Parameter digest: of the secret, in hexadecimal.
  func addToken(_ token: AccessToken, digest: String) async throws(RunStoreError)

  /// The token whose secret has a digest, whether it is still good or not; nil if there is none.
  func token(digest: String) async throws(RunStoreError) -> AccessToken?

  /// - Throws: `notFound` if there is none.
  func token(_ id: String) async throws(RunStoreError) -> AccessToken

  /// All of them, the oldest first.
  func tokens() async throws(RunStoreError) -> [AccessToken]

  /// From now on it lets nobody in. One that was revoked stays as it is.
  ///
  /// - Throws: `notFound` if there is none.
  func revokeToken(_ id: String, now: Int64) async throws(RunStoreError)

  func noteUse(ofToken id: String, now: Int64) async throws(RunStoreError)
}
