import Diagnostics

/// A path inside a repository: components of any bytes but NUL and `/`, separated by `/`.
///
/// Git paths are bytes. Swift's `String` compares by canonical equivalence, so two paths that differ only in Unicode form
/// would be one dictionary key; here they are two.
package struct RepositoryPath: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let bytes: [UInt8]

  /// Reads a path; nil where git itself could not hold it: empty, with an empty component, `.`, `..`, or a NUL.
  package init?(bytes: [UInt8]) {
    var start = 0
    for end in 0...bytes.count where end == bytes.count || bytes[end] == UInt8(ascii: "/") {
      guard Self.isSound(bytes[start..<end]) else { return nil }
      start = end + 1
    }
    self.bytes = bytes
  }

  package init?(bytes: ArraySlice<UInt8>) { self.init(bytes: Array(bytes)) }

  package init?(_ text: String) { self.init(bytes: Array(text.utf8)) }

  private static func isSound(_ component: ArraySlice<UInt8>) -> Bool {
    guard let first = component.first, !component.contains(0) else { return false }
    return component.count > 2 || first != UInt8(ascii: ".")
      || (component.count == 2 && component.last != UInt8(ascii: "."))
  }

  /// Joins components that git has already given as names of tree entries.
  package init(unchecked bytes: [UInt8]) { self.bytes = bytes }

  package var components: [ArraySlice<UInt8>] { bytes.split(separator: UInt8(ascii: "/")) }

  /// The last component.
  package var name: ArraySlice<UInt8> {
    bytes[((bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)...]
  }

  /// The path of the containing folder; nil at the top.
  package var parent: RepositoryPath? {
    bytes.lastIndex(of: UInt8(ascii: "/")).map { RepositoryPath(unchecked: Array(bytes[..<$0])) }
  }

  /// The path as text where it is printable ASCII, as every path of the layout is; nil otherwise.
  package var text: String? {
    bytes.allSatisfy { (0x20...0x7e).contains($0) } ? String(decoding: bytes, as: UTF8.self) : nil
  }

  package var description: String { EscapedText.printable(bytes) }

  package func hasPrefix(_ prefix: String) -> Bool { bytes.starts(with: prefix.utf8) }

  package func appending(_ component: ArraySlice<UInt8>) -> RepositoryPath {
    var path: [UInt8] = []
    path.reserveCapacity(bytes.count + 1 + component.count)
    path += bytes
    path.append(UInt8(ascii: "/"))
    path += component
    return RepositoryPath(unchecked: path)
  }

  package func appending(_ component: String) -> RepositoryPath { appending(Array(component.utf8)[...]) }

  package static func < (left: RepositoryPath, right: RepositoryPath) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
