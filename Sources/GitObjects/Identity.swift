/// Who made a commit and when.
///
///     Name <mail> <seconds since 1970> <zone>
///
/// Source: gitformat-commit, `git var GIT_AUTHOR_IDENT`.
package struct Identity: Hashable, Sendable {
  package let name: String
  package let email: String
  package let secondsSince1970: Int64

  /// `Name <mail>` of a line as git wrote it.
  package static func withoutTime(_ line: String) -> String {
    line.lastIndex(of: ">").map { String(line[...$0]) } ?? line
  }

  /// Reads a line as git wrote it; what cannot be read is empty, or zero.
  package init(_ line: String) {
    let open = line.lastIndex(of: "<") ?? line.endIndex
    let close = line.lastIndex(of: ">") ?? line.endIndex
    let end = line[..<open].lastIndex { $0 != " " }.map { line.index(after: $0) }
    name = String(line[..<(end ?? line.startIndex)])
    email = open < close ? String(line[line.index(after: open)..<close]) : ""
    let rest = close < line.endIndex ? line[line.index(after: close)...] : ""
    secondsSince1970 = rest.split(separator: " ").first.flatMap { Int64($0) } ?? 0
  }
}
