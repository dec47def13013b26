internal import Diagnostics

/// Strings that are more than any text.
extension FieldReader {
  /// A name or the like: 1 to `limit` characters (Unicode scalars) on one line, without tabs.
  mutating func line(_ key: String, isRequired: Bool = false, limit: Int = 1024) -> String? {
    parsed(key, isRequired: isRequired, expecting: "one line of 1 to \(limit) characters") { text in
      Self.isLine(text, limit: limit) ? text : nil
    }
  }

  static func isLine(_ text: String, limit: Int) -> Bool {
    text.utf8.allSatisfy { $0 != UInt8(ascii: "\t") && $0 != UInt8(ascii: "\n") }
      && (text.utf8.count <= limit ? !text.isEmpty : (1...limit).contains(text.unicodeScalars.count))
  }

  /// An address with its scheme, of at most 2048 characters; git's `host:path` has none.
  ///
  /// Source: RFC 3986, "scheme"; what follows is for whoever opens it.
  mutating func uri(_ key: String, isRequired: Bool = false) -> String? {
    let what = "an address with its scheme, such as https://host/path or ssh://git@host/path"
    return parsed(key, isRequired: isRequired, expecting: what) { Self.isURI($0) ? $0 : nil }
  }

  /// An address of the web, as an editor opens it.
  mutating func webAddress(_ key: String) -> String? {
    parsed(key, expecting: "an address of the web such as https://models.acme.org/-/schema/v1") { text in
      let start = ["https://", "http://"].first { text.hasPrefix($0) }
      return start.flatMap { $0.utf8.count < text.utf8.count && Self.isWord(text) ? text : nil }
    }
  }

  /// What something was made from: 1 to 2048 characters without space or control characters.
  mutating func input(_ key: String) -> String? {
    parsed(key, isRequired: true, expecting: "a version REGISTRY/MODEL@VERSION or an address") { text in
      Self.isWord(text) ? text : nil
    }
  }

  /// The dimensions of a tensor, -1 for any.
  mutating func shape(_ key: String, isRequired: Bool = false) -> [Int64]? {
    let shape = integers(key, isRequired: isRequired)
    if let size = shape?.first(where: { $0 < -1 }) {
      context.add(
        .schema, "\(size) is not a valid dimension", at: node.mark(of: FieldPath(key)),
        help: "write -1 for a dimension of any length")
    }
    return shape
  }

  private static func isWord(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 > UInt8(ascii: " ") && $0 != 0x7f }
      && (text.utf8.count <= 2048 ? !text.isEmpty : (1...2048).contains(text.unicodeScalars.count))
  }

  private static func isURI(_ text: String) -> Bool {
    guard isWord(text), let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
    let scheme = text[..<colon].unicodeScalars
    let isScheme = scheme.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || "0123456789+.-".unicodeScalars.contains($0))
    }
    return isScheme && scheme.first?.properties.isAlphabetic == true
      && text.utf8.index(after: colon) < text.utf8.endIndex
  }
}
