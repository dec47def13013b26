/// Reads strict JSON into a ``Node``, with the line and column of every part.
///
/// Foundation's readers give no positions, silently take one of two equal keys and are lenient in other ways, so this is our own.
///
/// Source: RFC 8259.
package struct JSONReader {
  private let scalars: [Unicode.Scalar]
  private let isForeign: Bool
  private let takesAnyText: Bool
  private var index = 0
  private var line = 1
  private var column = 1
  private var problems: [ManifestProblem] = []

  /// - Parameters:
  ///   - isForeign: true for what Python writes, whose ``notNumbers`` are then plain scalars.
  ///   - takesAnyText: true for requests, whose texts may have characters that no manifest has.
  package static func read(
    _ text: String, isForeign: Bool = false, takesAnyText: Bool = false
  ) -> (node: Node?, problems: [ManifestProblem]) {
    var reader = JSONReader(
      scalars: Array(text.unicodeScalars), isForeign: isForeign, takesAnyText: takesAnyText)
    do throws(ManifestProblem) {
      reader.skipSpace()
      let node = try reader.value(depth: 1)
      reader.skipSpace()
      if reader.peek != nil { throw reader.problem("text after the end of the JSON value") }
      return (reader.problems.isEmpty ? node : nil, reader.problems)
    } catch {
      return (nil, reader.problems + [error])
    }
  }

  private init(scalars: [Unicode.Scalar], isForeign: Bool, takesAnyText: Bool) {
    self.scalars = scalars
    self.isForeign = isForeign
    self.takesAnyText = takesAnyText
  }

  /// What Python's `json.dump` writes for NaN and the infinities.
  static let notNumbers = ["NaN", "Infinity", "-Infinity"]

  private var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }
  private var mark: Mark { Mark(line: line, column: column) }

  private mutating func advance() {
    if scalars[index] == "\n" {
      line += 1
      column = 1
    } else {
      column += 1
    }
    index += 1
  }

  private mutating func skipSpace() {
    while let next = peek, next == " " || next == "\n" || next == "\t" || next == "\r" { advance() }
  }

  private func problem(_ message: String) -> ManifestProblem { .init(.syntax, message, at: mark) }

  private mutating func expect(_ wanted: Unicode.Scalar) throws(ManifestProblem) {
    guard peek == wanted else { throw problem("expected '\(wanted)', found \(found)") }
    advance()
  }

  private var found: String { peek.map { "'\($0)'" } ?? "the end" }

  private mutating func value(depth: Int) throws(ManifestProblem) -> Node {
    guard depth <= YAMLReader.depthLimit else {
      throw .init(.tooDeep, "nested deeper than \(YAMLReader.depthLimit) levels", at: mark)
    }
    let start = mark
    switch peek {
    case "{": return try object(depth: depth)
    case "[": return try array(depth: depth)
    case "\"":
      let text = try string()
      return Node(.scalar(.init(text: text, isPlain: false)), start: start, end: mark)
    default:
      let text = try word()
      return Node(.scalar(.init(text: text, isPlain: true)), start: start, end: mark)
    }
  }

  private mutating func object(depth: Int) throws(ManifestProblem) -> Node {
    let start = mark
    var pairs: [Node.Pair] = []
    var seen: [String: Mark] = [:]
    try expect("{")
    skipSpace()
    if peek != "}" {
      repeat {
        skipSpace()
        let keyMark = mark
        guard peek == "\"" else { throw problem("expected a key in double quotes, found \(found)") }
        let key = try string()
        skipSpace()
        try expect(":")
        skipSpace()
        let value = try value(depth: depth + 1)
        if let first = seen.updateValue(keyMark, forKey: key) {
          problems.append(
            .init(
              .duplicateKey, "key '\(key)' appears twice", at: keyMark,
              help: "remove one of them; the first is on line \(first.line)"))
        }
        pairs.append(.init(key: key, keyMark: keyMark, value: value))
        skipSpace()
      } while comma()
    }
    try expect("}")
    return Node(.mapping(pairs), start: start, end: mark)
  }

  private mutating func array(depth: Int) throws(ManifestProblem) -> Node {
    let start = mark
    var elements: [Node] = []
    try expect("[")
    skipSpace()
    if peek != "]" {
      repeat {
        skipSpace()
        elements.append(try value(depth: depth + 1))
        skipSpace()
      } while comma()
    }
    try expect("]")
    return Node(.sequence(elements), start: start, end: mark)
  }

  private mutating func comma() -> Bool {
    guard peek == "," else { return false }
    advance()
    return true
  }

  private mutating func string() throws(ManifestProblem) -> String {
    let start = mark
    var text = String.UnicodeScalarView()
    try expect("\"")
    while let next = peek, next != "\"" {
      guard next.value >= 0x20 else { throw problem("a control character in a string") }
      advance()
      text.append(next == "\\" ? try escape() : next)
    }
    try expect("\"")
    for scalar in text {
      if scalar == "\0" {
        problems.append(.init(.encoding, "an escaped NUL", at: start, help: "remove it"))
      } else if !takesAnyText, let name = ManifestText.forbiddenName(of: scalar) {
        problems.append(.init(.character, "escaped \(name)", at: start, help: "remove it"))
      }
    }
    return String(text)
  }

  private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
    "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{c}", "n": "\n", "r": "\r", "t": "\t",
  ]

  private mutating func escape() throws(ManifestProblem) -> Unicode.Scalar {
    guard let next = peek else { throw problem("the text ends in an escape") }
    if next != "u" {
      guard let scalar = Self.escapes[next] else { throw problem("unknown escape '\\\(next)'") }
      advance()
      return scalar
    }
    let high = try unit()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard (0xd800..<0xdc00).contains(high), peek == "\\" else { throw problem("half of a surrogate pair") }
    advance()
    guard peek == "u" else { throw problem("half of a surrogate pair") }
    let low = try unit()
    guard (0xdc00..<0xe000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (high - 0xd800) << 10 + (low - 0xdc00))
    else { throw problem("half of a surrogate pair") }
    return scalar
  }

  /// `u` and four hexadecimal digits.
  private mutating func unit() throws(ManifestProblem) -> UInt32 {
    advance()
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = peek, digit.isASCII, let number = UInt32(String(digit), radix: 16) else {
        throw problem("expected four hexadecimal digits, found \(found)")
      }
      value = value << 4 | number
      advance()
    }
    return value
  }

  /// A number, `true`, `false` or `null`.
  private mutating func word() throws(ManifestProblem) -> String {
    let start = index
    let place = mark
    while let next = peek, next.isASCII, next.properties.isAlphabetic || "+-.0123456789".unicodeScalars.contains(next) {
      advance()
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[start..<index])
    let word = String(text)
    guard
      ["true", "false", "null"].contains(word) || Self.isNumber(word) || isForeign && Self.notNumbers.contains(word)
    else {
      throw .init(
        .syntax, word.isEmpty ? "expected a value, found \(found)" : "'\(word)' is not a JSON value", at: place)
    }
    return word
  }

  /// RFC 8259, section 6.
  private static func isNumber(_ text: String) -> Bool {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    var rest = Substring(text).utf8
    func takeDigits() -> Int {
      let taken = rest.prefix { digits.contains($0) }.count
      rest = rest.dropFirst(taken)
      return taken
    }
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let leading = rest.first
    let whole = takeDigits()
    guard whole > 0, whole == 1 || leading != UInt8(ascii: "0") else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard takeDigits() > 0 else { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      guard takeDigits() > 0 else { return false }
    }
    return rest.isEmpty
  }
}
