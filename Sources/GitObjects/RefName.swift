import Diagnostics

/// The full name of a reference, such as `refs/heads/main`, as bytes that git-check-ref-format(1) accepts.
package struct RefName: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let bytes: [UInt8]

  /// Reads a name; nil where git-check-ref-format(1) refuses it.
  package init?(bytes: [UInt8]) {
    guard bytes.contains(UInt8(ascii: "/")), bytes.last != UInt8(ascii: "."), Self.areSound(bytes) else { return nil }
    self.bytes = bytes
  }

  package init?(bytes: ArraySlice<UInt8>) { self.init(bytes: Array(bytes)) }

  package init?(_ text: String) { self.init(bytes: Array(text.utf8)) }

  /// No component is empty, starts with a dot or ends in `.lock`; no byte is forbidden, and neither are `..` and `@{`.
  private static func areSound(_ bytes: [UInt8]) -> Bool {
    var start = 0
    var last = UInt8(ascii: "/")
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "/"):
        guard isSound(bytes[start..<index]) else { return false }
        start = index + 1
      case 0..<0x21, 0x7f, UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: ":"), UInt8(ascii: "?"),
        UInt8(ascii: "*"),
        UInt8(ascii: "["), UInt8(ascii: "\\"):
        return false
      case UInt8(ascii: "."): if last == UInt8(ascii: ".") { return false }
      case UInt8(ascii: "{"): if last == UInt8(ascii: "@") { return false }
      default: break
      }
      last = byte
    }
    return isSound(bytes[start...])
  }

  private static func isSound(_ component: ArraySlice<UInt8>) -> Bool {
    !component.isEmpty && component.first != UInt8(ascii: ".") && !component.suffix(5).elementsEqual(".lock".utf8)
  }

  /// `main` → `refs/heads/main`; nil where that is no name of a reference.
  package init?(branch: String) { self.init("refs/heads/" + branch) }

  /// `refs/registry/log`, from words of this program that are known to be sound.
  package init(category: StaticString, _ name: StaticString) {
    bytes = Array("refs/\(category)/\(name)".utf8)
  }

  /// What follows `refs/heads/`; nil for any other reference.
  package var branch: String? {
    bytes.starts(with: "refs/heads/".utf8)
      ? String(decoding: bytes.dropFirst("refs/heads/".utf8.count), as: UTF8.self) : nil
  }

  /// The name as git takes it; bytes that are no UTF-8 are replaced.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package var description: String { EscapedText.printable(bytes) }

  package static func < (left: RefName, right: RefName) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}
