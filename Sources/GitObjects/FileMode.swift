/// The mode of a tree entry. git writes five; a hand-made tree can hold any number.
package struct FileMode: Hashable, Sendable, CustomStringConvertible {
  package let rawValue: UInt32

  package init(_ rawValue: UInt32) { self.rawValue = rawValue }

  package static let file = FileMode(0o100644)
  package static let executable = FileMode(0o100755)
  package static let symbolicLink = FileMode(0o120000)
  package static let folder = FileMode(0o40000)
  package static let submodule = FileMode(0o160000)

  package var isFolder: Bool { self == .folder }

  /// Six octal digits, as `git ls-tree` shows them.
  package var description: String {
    let octal = String(rawValue, radix: 8)
    return String(repeating: "0", count: max(0, 6 - octal.count)) + octal
  }
}
