import Crypto

/// Finds out who sends a request.
package struct Doorkeeper: Sendable {
  /// By the SHA-256 of their secrets.
  private let known: [Digest: Principal]

  private typealias Digest = [UInt8]

  /// - Parameter secrets: what each principal may send.
  package init(_ secrets: [(secret: String, principal: Principal)]) {
    known = Dictionary(secrets.map { (Self.digest(of: $0.secret), $0.principal) }) { first, _ in first }
  }

  /// - Returns: nil for credentials that nobody has.
  package func principal(of credentials: Credentials) -> Principal? {
    switch credentials {
    case .none: .nobody
    case .malformed: nil
    case .secret(let secret): known[Self.digest(of: secret)]
    }
  }

  private static func digest(of secret: String) -> Digest { Array(SHA256.hash(data: Array(secret.utf8))) }
}
