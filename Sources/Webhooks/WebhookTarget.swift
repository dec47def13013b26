import Crypto
package import RegistryStore

/// Where events are sent, which ones, and what signs them. The operator's to say, and nobody else's.
package struct WebhookTarget: Sendable {
  package let address: String
  /// Nil for all kinds.
  package let events: Set<EventName>?
  let secret: WebhookSecret

  package init(_ address: String, _ events: Set<EventName>?, _ secret: WebhookSecret) {
    self.address = address
    self.events = events
    self.secret = secret
  }

  func wants(_ event: RegistryEvent) -> Bool { events?.contains(event.name) ?? true }

  /// A name for a file, which tells nothing of the address.
  var fileName: String {
    let digits = Array("0123456789abcdef".utf8)
    let bytes = SHA256.hash(data: Array(address.utf8)).prefix(16).flatMap {
      [digits[Int($0 >> 4)], digits[Int($0 & 15)]]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
