/// The value of `$GIT_ALTERNATE_OBJECT_DIRECTORIES`.
///
///     /srv/a.git/objects:"/srv/odd:name.git/objects"        separated by ':', C-quoted where a path needs it
///
/// Source: git(1), "GIT_ALTERNATE_OBJECT_DIRECTORIES"; quoting as in git's `quote.c`.
package enum Alternates {
  package static func parse(_ text: String) -> [String] {
    var paths: [String] = []
    var rest = Array(text.utf8)[...]
    while let first = rest.first {
      if first == UInt8(ascii: ":") {
        rest.removeFirst()
        continue
      }
      let path = first == UInt8(ascii: "\"") ? unquote(&rest) : plain(&rest)
      paths.append(String(decoding: path, as: UTF8.self))
    }
    return paths
  }

  /// A path as an element of the list.
  package static func quoted(_ path: String) -> String {
    guard path.contains(where: { ":\"\\\n".contains($0) }) else { return path }
    let escaped = path.map { character in
      switch character {
      case "\"", "\\": "\\\(character)"
      case "\n": "\\n"
      default: String(character)
      }
    }
    return "\"" + escaped.joined() + "\""
  }

  private static func plain(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    let path = rest.prefix { $0 != UInt8(ascii: ":") }
    rest = rest.dropFirst(path.count)
    return Array(path)
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10, UInt8(ascii: "v"): 11,
    UInt8(ascii: "f"): 12, UInt8(ascii: "r"): 13,
  ]

  private static func unquote(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    var path: [UInt8] = []
    rest.removeFirst()
    while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
      guard byte == UInt8(ascii: "\\"), let escape = rest.popFirst() else {
        path.append(byte)
        continue
      }
      if (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(escape) {
        let digits = [escape] + rest.prefix(2)
        rest = rest.dropFirst(2)
        path.append(digits.reduce(0) { $0 &* 8 &+ ($1 &- UInt8(ascii: "0")) })
      } else {
        path.append(escapes[escape] ?? escape)
      }
    }
    return path
  }
}
