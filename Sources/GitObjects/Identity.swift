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
  package init(_ line: String) { self.init(Array(line.utf8)[...]) }

  /// The same of the line's bytes: by characters it was a tenth of the time of `log`.
  init(_ line: ArraySlice<UInt8>) {
    let open = line.lastIndex(of: UInt8(ascii: "<")) ?? line.endIndex
    let close = line.lastIndex(of: UInt8(ascii: ">")) ?? line.endIndex
    let space = UInt8(ascii: " ")
    let end = line[..<open].lastIndex { $0 != space }.map { $0 + 1 } ?? line.startIndex
    name = String(decoding: line[..<end], as: UTF8.self)
    email = open < close ? String(decoding: line[(open + 1)..<close], as: UTF8.self) : ""
    let rest = close < line.endIndex ? line[(close + 1)...] : []
    let time = rest.drop { $0 == space }.prefix { $0 != space }
    secondsSince1970 = Int64(String(decoding: time, as: UTF8.self)) ?? 0
  }
}
