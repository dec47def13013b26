/// Reads the canonical form of a manifest into the very ``Node`` that ``YAMLReader`` would give, and gives up on anything else.
///
/// A manifest of 1 KB costs 40,000 instructions here and 600,000 through libyaml's events; every version of a registry is
/// read when the whole of it is judged, and most were written by this program. Giving up is never wrong: libyaml then reads
/// the text, and says what is wrong with it. That both agree is tested on the corpus and by `Tests/Fuzz`.
///
/// The subset, line by line: printable ASCII, two blanks a level, `key: scalar`, `key:` above a deeper block, `- ` in front
/// of a list's elements, plain or double-quoted scalars without escapes on one line, comments above the first key alone.
struct CanonicalReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  /// The start of the line that comes next, its number counted from 1, and its blanks.
  private var offset = 0
  private var line = 1
  private var indent = 0

  private static let depthLimit = 16
  private static let keyLimit = 64
  private static let keysBeforeIndex = 32

  /// - Returns: nil for a text outside of the subset, right or wrong.
  static func read(_ text: [UInt8]) -> Node? {
    guard text.last == newline, text.allSatisfy({ $0 == newline || isPrintable($0) }) else { return nil }
    return text.withUnsafeBufferPointer { bytes in
      var reader = CanonicalReader(bytes: bytes)
      while reader.byte(at: reader.offset) == UInt8(ascii: "#") { reader.skipLine() }
      reader.countIndent()
      guard reader.indent == 0, let node = reader.mapping(at: 0, depth: 1), reader.offset == bytes.count else {
        return nil
      }
      return node
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  // MARK: Blocks

  /// The mapping whose keys stand in a column; the first may stand behind a list's dash.
  private mutating func mapping(at column: Int, depth: Int) -> Node? {
    guard depth <= Self.depthLimit else { return nil }
    let start = Mark(line: line, column: column + 1)
    var pairs: [Node.Pair] = []
    var keys: Set<String> = []
    repeat {
      guard let pair = pair(at: column, depth: depth) else { return nil }
      // A few keys are looked through faster than they are hashed.
      if pairs.count < Self.keysBeforeIndex {
        if pairs.contains(where: { $0.key == pair.key }) { return nil }
      } else {
        if keys.isEmpty { keys = Set(pairs.map(\.key)) }
        if !keys.insert(pair.key).inserted { return nil }
      }
      pairs.append(pair)
    } while offset < bytes.count && indent == column
    return indent < column || offset == bytes.count ? Node(.mapping(pairs), start: start, end: next) : nil
  }

  /// `key: scalar`, or `key:` and what is below it.
  private mutating func pair(at column: Int, depth: Int) -> Node.Pair? {
    let start = offset + column
    var end = start
    guard isLetter(byte(at: start)) else { return nil }
    while isKeyByte(byte(at: end)) { end += 1 }
    guard byte(at: end) == UInt8(ascii: ":"), end - start <= Self.keyLimit else { return nil }
    let key = text(start..<end)
    // Such a key is a word or number to some YAML; libyaml's path says so.
    guard !PlainScalar.looksLikeSomethingElse(key) else { return nil }
    let mark = Mark(line: line, column: column + 1)
    if byte(at: end + 1) == Self.newline {
      skipLine()
      countIndent()
      guard indent == column + 2, offset < bytes.count else { return nil }
      let block =
        isDash(offset + indent) ? sequence(at: indent, depth: depth + 1) : mapping(at: indent, depth: depth + 1)
      return block.map { Node.Pair(key: key, keyMark: mark, value: $0) }
    }
    guard byte(at: end + 1) == UInt8(ascii: " "), let value = scalar(at: end + 2) else { return nil }
    return Node.Pair(key: key, keyMark: mark, value: value)
  }

  /// The list whose dashes stand in a column.
  private mutating func sequence(at column: Int, depth: Int) -> Node? {
    guard depth <= Self.depthLimit else { return nil }
    let start = Mark(line: line, column: column + 1)
    var elements: [Node] = []
    repeat {
      let content = offset + column + 2
      guard let element = isPair(at: content) ? mapping(at: column + 2, depth: depth + 1) : scalar(at: content) else {
        return nil
      }
      elements.append(element)
    } while offset < bytes.count && indent == column && isDash(offset + indent)
    return indent < column || offset == bytes.count ? Node(.sequence(elements), start: start, end: next) : nil
  }

  /// Where the next token is, which ends every block that it is not part of.
  private var next: Mark { Mark(line: line, column: indent + 1) }

  // MARK: Scalars

  /// The scalar from here to the line's end; goes on to the next line.
  private mutating func scalar(at start: Int) -> Node? {
    let column = start - offset + 1
    var end = start
    while bytes[end] != Self.newline { end += 1 }
    let isQuoted = bytes[start] == UInt8(ascii: "\"")
    let content = isQuoted ? start + 1..<max(start + 1, end - 1) : start..<end
    guard isQuoted ? isQuotedText(start, end) : isPlainText(start, end) else { return nil }
    let node = Node(
      .scalar(.init(text: text(content), isPlain: !isQuoted)), start: Mark(line: line, column: column),
      end: Mark(line: line, column: column + end - start))
    skipLine()
    countIndent()
    return node
  }

  /// A quote at both ends, and no quote or escape between them.
  private func isQuotedText(_ start: Int, _ end: Int) -> Bool {
    guard end - start >= 2, bytes[end - 1] == UInt8(ascii: "\"") else { return false }
    return bytes[(start + 1)..<(end - 1)].allSatisfy { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
  }

  /// No indicator in front, and nothing within that would end it or be a comment.
  private func isPlainText(_ start: Int, _ end: Int) -> Bool {
    guard start < end else { return false }
    let first = bytes[start]
    guard isLetter(first) || isDigit(first) || first == UInt8(ascii: "/") || isNegativeNumber(at: start) else {
      return false
    }
    var last = first
    for byte in bytes[start..<end] {
      if last == UInt8(ascii: ":"), byte == UInt8(ascii: " ") { return false }
      if last == UInt8(ascii: " "), byte == UInt8(ascii: "#") { return false }
      last = byte
    }
    return last != UInt8(ascii: " ") && last != UInt8(ascii: ":")
  }

  private func isNegativeNumber(at start: Int) -> Bool {
    bytes[start] == UInt8(ascii: "-") && isDigit(byte(at: start + 1))
  }

  // MARK: Bytes

  private static let newline = UInt8(ascii: "\n")

  private static func isPrintable(_ byte: UInt8) -> Bool { byte >= 0x20 && byte <= 0x7e }

  private func byte(at index: Int) -> UInt8 { index < bytes.count ? bytes[index] : Self.newline }

  private func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  private func isKeyByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/")
  }

  private func isDash(_ index: Int) -> Bool {
    byte(at: index) == UInt8(ascii: "-") && byte(at: index + 1) == UInt8(ascii: " ")
  }

  /// True if a key and its colon stand here.
  private func isPair(at start: Int) -> Bool {
    guard isLetter(byte(at: start)) else { return false }
    var end = start
    while isKeyByte(byte(at: end)) { end += 1 }
    let after = byte(at: end + 1)
    return byte(at: end) == UInt8(ascii: ":") && (after == UInt8(ascii: " ") || after == Self.newline)
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  private mutating func skipLine() {
    while offset < bytes.count, bytes[offset] != Self.newline { offset += 1 }
    offset += 1
    line += 1
  }

  private mutating func countIndent() {
    indent = 0
    while byte(at: offset + indent) == UInt8(ascii: " ") { indent += 1 }
  }
}
