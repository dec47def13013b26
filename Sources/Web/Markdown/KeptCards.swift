import GitObjects
import Synchronization

/// Cards as they were written, kept between requests by what they are made of: nothing in them ever becomes wrong.
final class KeptCards: Sendable {
  struct Key: Hashable {
    /// Of the card.
    let blob: ObjectID
    /// Begins the addresses of its pictures, and names the manifest that lists them; nil for a card without pictures.
    let pictures: String?
  }

  private struct Kept {
    var cards: [Key: (html: HTML, use: Int)] = [:]
    var bytes = 0
    var uses = 0
  }

  private let kept = Mutex(Kept())
  private let bytesAtMost: Int

  init(bytesAtMost: Int = 16 << 20) { self.bytesAtMost = bytesAtMost }

  func html(_ key: Key, _ write: () throws -> HTML) rethrows -> HTML {
    let known = kept.withLock { kept -> HTML? in
      kept.uses += 1
      kept.cards[key]?.use = kept.uses
      return kept.cards[key]?.html
    }
    if let known { return known }
    let html = try write()
    guard html.bytes.count <= bytesAtMost else { return html }
    kept.withLock { kept in
      guard kept.cards[key] == nil else { return }
      kept.cards[key] = (html, kept.uses)
      kept.bytes += html.bytes.count
      while kept.bytes > bytesAtMost, let oldest = kept.cards.min(by: { $0.value.use < $1.value.use }) {
        kept.cards[oldest.key] = nil
        kept.bytes -= oldest.value.html.bytes.count
      }
    }
    return html
  }

  /// Bytes that are kept now.
  var bytes: Int { kept.withLock { $0.bytes } }
}
