import CCmark
import Synchronization

/// A text as cmark-gfm reads it, with tables, strikethrough, autolinks and task lists.
///
/// Source: GitHub Flavored Markdown, 0.29; cmark-gfm.h, "Iterator".
struct MarkdownTree: ~Copyable {
  private let root: OpaquePointer

  /// What a card of 256 KiB takes that is not made to take more: 44 MB for one that is all paragraphs of one letter, and 20 ms.
  private static let bytesAtMost = 64 << 20
  private static let millisecondsAtMost: Int32 = 1000

  /// The library changes tables of its own while it reads.
  private static let turn = Mutex(())

  /// Nil for a text that takes more than one of its size should.
  init?(_ text: String) {
    var text = text
    let root = Self.turn.withLock { _ in
      text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          ccmark_parse($0.baseAddress, $0.count, Self.bytesAtMost, Self.millisecondsAtMost)
        }
      }
    }
    guard let root else { return nil }
    self.root = root
  }

  deinit { cmark_node_free(root) }

  /// Every node twice, before and after what is in it; once if nothing can be. Goes on until told not to.
  borrowing func walk(_ body: (MarkdownNode, _ isEntered: Bool) -> Bool) {
    MarkdownNode(root).walk(body)
  }
}
