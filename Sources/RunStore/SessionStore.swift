/// Who is signed in. The secrets that browsers keep are not here, only their SHA-256.
package protocol SessionStore: Sendable {
  /// - Parameter digest: of the secret, in hexadecimal.
  func addSession(_ session: BrowserSession, digest: String) async throws(RunStoreError)

  /// The session whose secret has a digest, whether it is over or not; nil if there is none.
  func session(digest: String) async throws(RunStoreError) -> BrowserSession?

  /// Those of somebody that are not over, by the digests of their secrets, newest first.
  func sessions(of claim: String, at now: Int64) async throws(RunStoreError) -> [(
    digest: String, session: BrowserSession
  )]

  /// Ends one; nothing if there is none.
  func removeSession(digest: String) async throws(RunStoreError)

  /// Forgets those that are over.
  func removeSessions(endedBefore now: Int64) async throws(RunStoreError)
}
