import Crypto

/// The secret of a token: `grt_`, 30 random letters and digits, and six that tell a mistyped one without a look-up.
///
///     grt_hP2mKc0TqXyV7sLwBn3RfZ5jGd8uAe1bC6tQ
package struct TokenSecret: Sendable {
  package let text: String

  private static let prefix = "grt_"
  private static let length = 30
  private static let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)

  /// One that nobody guesses.
  package static func make() -> TokenSecret {
    var random = SystemRandomNumberGenerator()
    let body = (0..<length).map { _ in letters.randomElement(using: &random) ?? 0 }
    return TokenSecret(body: body)
  }

  private init(body: [UInt8]) {
    text = Self.prefix + String(decoding: body + Self.checksum(of: body), as: UTF8.self)
  }

  /// - Returns: nil for a text that is none.
  package init?(_ text: String) {
    let body = Array(text.utf8.dropFirst(Self.prefix.utf8.count).prefix(Self.length))
    guard body.count == Self.length, TokenSecret(body: body).text == text else { return nil }
    self.text = text
  }

  /// What is kept of it: its SHA-256 in hexadecimal.
  package var digest: String { Self.digest(of: text) }

  package static func digest(of text: String) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let bytes = SHA256.hash(data: Array(text.utf8)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func checksum(of body: [UInt8]) -> [UInt8] {
    SHA256.hash(data: body).prefix(6).map { letters[Int($0) % letters.count] }
  }
}
