import Synchronization

/// A word that lets one browser in, once: part of the address that a server prints to the person who started it.
package final class OneTimeTicket: Sendable {
  package let text: String
  private let digest: String
  private let isUsed = Atomic(false)

  package init() {
    text = TokenSecret.make().text
    digest = TokenSecret.digest(of: text)
  }

  /// True for the word, the first time.
  package func redeem(_ word: String) -> Bool {
    // Digests are compared, of which no time tells anything.
    guard TokenSecret.digest(of: word) == digest else { return false }
    return isUsed.compareExchange(expected: false, desired: true, ordering: .relaxed).exchanged
  }
}
