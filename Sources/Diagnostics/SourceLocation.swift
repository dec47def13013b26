/// A place in a file of the registry repository.
package struct SourceLocation: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Path from the repository's top, safe to print.
  package let path: String
  /// Counted from 1; 0 if the whole file is meant.
  package let line: Int
  /// Counted from 1, in characters; 0 if the whole file is meant.
  package let column: Int

  package init(path: String, line: Int = 0, column: Int = 0) {
    self.path = path
    self.line = line
    self.column = column
  }

  package var description: String { line == 0 ? path : "\(path):\(line):\(column)" }

  package static func < (left: SourceLocation, right: SourceLocation) -> Bool {
    if left.path != right.path { return left.path.utf8.lexicographicallyPrecedes(right.path.utf8) }
    return (left.line, left.column) < (right.line, right.column)
  }
}
