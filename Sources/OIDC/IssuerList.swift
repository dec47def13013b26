package import Access

/// The issuers that a server is configured for, and no others.
package struct IssuerList: Sendable {
  private let issuers: [String: Issuer]
  /// Milliseconds since 1970.
  private let now: @Sendable () -> Int64
  private let log: @Sendable (String) -> Void
  private let needsKeyID: Bool

  /// Clocks differ by so much, in seconds.
  private static let skew: Double = 30

  /// - Parameter needsKeyID: false where a token that names no key may be of the only one that its issuer has.
  package init(
    _ issuers: [Issuer], needsKeyID: Bool = true, now: @escaping @Sendable () -> Int64,
    log: @escaping @Sendable (String) -> Void
  ) {
    self.needsKeyID = needsKeyID
    self.issuers = Dictionary(issuers.map { ($0.address, $0) }) { first, _ in first }
    self.now = now
    self.log = log
  }

  /// The claims of a job's token; nil for one that is not good, of which the log says why.
  package func claims(of text: String) async -> IssuedClaims? {
    do throws(TokenProblem) { return try await checked(text).issued } catch {
      log("\(error)")
      return nil
    }
  }

  /// Takes a token apart and checks who made it, that it was made by them, and that it is good now.
  package func checked(_ text: String) async throws(TokenProblem) -> WebToken {
    let token = try WebToken(text)
    guard let issuer = issuers.first(where: { $0.key.utf8.elementsEqual(token.issuer.utf8) })?.value else {
      throw .unknownIssuer(token.issuer)
    }
    guard ["RS256", "ES256"].contains(token.algorithm) else { throw .algorithm(token.algorithm) }
    // Before the issuer is asked: what is old asks nobody.
    let seconds = Double(now()) / 1000
    guard seconds < token.expires + Self.skew else { throw .expired }
    guard token.notBefore.map({ $0 - Self.skew <= seconds }) ?? true else { throw .notYet }
    guard !token.audiences.isEmpty else { throw .audience }
    guard token.keyID != nil || !needsKeyID else { throw .malformed("names no key") }
    guard let key = await issuer.key(token.keyID) else { throw .unknownKey(token.keyID ?? "", of: issuer.address) }
    try await key.check(token)
    return token
  }
}
