/// The full name of a reference, such as `refs/heads/main`, as bytes that git-check-ref-format(1) accepts.
package struct RefName: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let bytes: [UInt8]

  private static let forbidden = Set(" ~^:?*[\\".utf8)

  /// Reads a name; nil where git-check-ref-format(1) refuses it.
  package init?(bytes: some Collection<UInt8>) {
    let components = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let text = Array(bytes)
    let isSound =
      components.count > 1
      && components.allSatisfy { component in
        !component.isEmpty && component.first != UInt8(ascii: ".") && !component.suffix(5).elementsEqual(".lock".utf8)
      }
      && !text.contains { $0 < 0x20 || $0 == 0x7f || Self.forbidden.contains($0) }
      && !text.contains("..") && !text.contains("@{") && text.last != UInt8(ascii: ".")
    guard isSound else { return nil }
    self.bytes = text
  }

  package init?(_ text: String) { self.init(bytes: text.utf8) }

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

extension Collection<UInt8> {
  fileprivate func contains(_ needle: String) -> Bool {
    var rest = self[...]
    while !rest.isEmpty {
      if rest.starts(with: needle.utf8) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
