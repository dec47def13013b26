/// A path inside a repository: components of any bytes but NUL and `/`, separated by `/`.
///
/// Git paths are bytes. Swift's `String` compares by canonical equivalence, so two paths that differ only in Unicode form
/// would be one dictionary key; here they are two.
package struct RepositoryPath: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let bytes: [UInt8]

  /// Reads a path; nil where git itself could not hold it: empty, with an empty component, `.`, `..`, or a NUL.
  package init?(bytes: some Collection<UInt8>) {
    let slash = UInt8(ascii: "/")
    let components = bytes.split(separator: slash, omittingEmptySubsequences: false)
    let isSound = components.allSatisfy { component in
      !component.isEmpty && !component.elementsEqual(".".utf8) && !component.elementsEqual("..".utf8)
        && !component.contains(0)
    }
    guard isSound else { return nil }
    self.bytes = Array(bytes)
  }

  package init?(_ text: String) { self.init(bytes: text.utf8) }

  /// Joins components that git has already given as names of tree entries.
  init(unchecked bytes: [UInt8]) { self.bytes = bytes }

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

  package func appending(_ component: some Collection<UInt8>) -> RepositoryPath {
    RepositoryPath(unchecked: bytes + CollectionOfOne(UInt8(ascii: "/")) + Array(component))
  }

  package static func < (left: RepositoryPath, right: RepositoryPath) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
