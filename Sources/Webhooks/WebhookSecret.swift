import Crypto
import Foundation
import Manifests

/// The secret that signs what a webhook sends: `whsec_` and the base64 of 24 to 64 bytes.
///
/// Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md, "Signature scheme".
package struct WebhookSecret: Sendable {
  private let key: [UInt8]

  private static let prefix = "whsec_"

  /// Reads the content of a file.
  ///
  /// - Returns: nil if it is no secret.
  package init?(_ text: String) {
    let line = text.split(whereSeparator: \.isWhitespace).joined()
    let digits = line.hasPrefix(Self.prefix) ? line.dropFirst(Self.prefix.count) : line[...]
    guard let key = Base64.decode(digits.utf8), (24...64).contains(key.count) else { return nil }
    self.key = key
  }

  /// `v1,` and the base64 of the HMAC-SHA256 of `ID.TIMESTAMP.BODY`.
  func signature(of message: WebhookMessage, at time: Int64) -> String {
    let content = Array("\(message.id).\(time).".utf8) + message.body
    let code = HMAC<SHA256>.authenticationCode(for: content, using: SymmetricKey(data: key))
    return "v1,\(Data(code).base64EncodedString())"
  }
}
