/// Takes a filter apart, in one pass over its bytes.
struct FilterLexer {
  private let text: String
  private let bytes: [UInt8]
  private var place = 0
  private var tokens: [FilterToken] = []

  static func tokens(of text: String) throws(FilterError) -> [FilterToken] {
    var lexer = FilterLexer(text)
    guard lexer.bytes.count <= Filter.limitInBytes else {
      throw FilterError(
        "the filter has \(lexer.bytes.count) bytes; at most \(Filter.limitInBytes) are read", in: text,
        at: Filter.limitInBytes..<lexer.bytes.count)
    }
    while let token = try lexer.next() { lexer.tokens.append(token) }
    return lexer.tokens + [FilterToken(kind: .end, text: "", bytes: lexer.end, isGlued: false)]
  }

  private init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  private var end: Range<Int> { bytes.count..<bytes.count }

  private mutating func next() throws(FilterError) -> FilterToken? {
    let isGlued = skipSpace() == 0 && place > 0 && !startsJoiner && !isBehindJoiner
    guard place < bytes.count else { return nil }
    let start = place
    func token(_ kind: FilterToken.Kind, _ text: String) -> FilterToken {
      FilterToken(kind: kind, text: text, bytes: start..<place, isGlued: isGlued)
    }
    switch bytes[place] {
    case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
      return token(.quoted(by: bytes[place]), try quoted())
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","):
      place += 1
    case let byte where Self.isRelation(byte):
      while place < bytes.count, Self.isRelation(bytes[place]) { place += 1 }
    default:
      if let sign = joiner { return token(.word, sign) }
      while place < bytes.count, !Self.endsWord(bytes[place]), spaceLength == 0, !startsJoiner { place += 1 }
      return token(.word, String(decoding: bytes[start..<place], as: UTF8.self))
    }
    return token(.sign, String(decoding: bytes[start..<place], as: UTF8.self))
  }

  /// `&&` and `||`, which are words of their own even without space.
  private var joiner: String? {
    mutating get {
      guard startsJoiner else { return nil }
      place += 2
      return bytes[place - 1] == UInt8(ascii: "&") ? "&&" : "||"
    }
  }

  private var isBehindJoiner: Bool {
    guard let last = tokens.last, last.kind == .word else { return false }
    return last.text == "&&" || last.text == "||"
  }

  private var startsJoiner: Bool {
    place + 1 < bytes.count && bytes[place] == bytes[place + 1]
      && (bytes[place] == UInt8(ascii: "&") || bytes[place] == UInt8(ascii: "|"))
  }

  /// The text up to the closing quote. A doubled quote and `\` before one stand for it, `\\` for `\`; in backticks only doubling does.
  private mutating func quoted() throws(FilterError) -> String {
    let (start, quote) = (place, bytes[place])
    let escapes = quote != UInt8(ascii: "`")
    var content: [UInt8] = []
    place += 1
    while place < bytes.count {
      let byte = bytes[place]
      let following = place + 1 < bytes.count ? bytes[place + 1] : nil
      if byte == quote, following != quote {
        place += 1
        return String(decoding: content, as: UTF8.self)
      }
      let isPair =
        byte == quote
        || escapes && byte == UInt8(ascii: "\\") && (following == quote || following == UInt8(ascii: "\\"))
      content.append(isPair ? following ?? byte : byte)
      place += isPair ? 2 : 1
    }
    throw FilterError(
      "the quote \(Character(Unicode.Scalar(quote))) is not closed",
      help: "write another \(Character(Unicode.Scalar(quote))) where the text ends", in: text, at: start..<start + 1)
  }

  /// The number of bytes of the space here: blank, tab, line break, or the no-break space that pages put into what is copied.
  private var spaceLength: Int {
    guard place < bytes.count else { return 0 }
    switch bytes[place] {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): return 1
    case 0xc2 where place + 1 < bytes.count && bytes[place + 1] == 0xa0: return 2
    default: return 0
    }
  }

  private mutating func skipSpace() -> Int {
    let start = place
    while spaceLength > 0 { place += spaceLength }
    return place - start
  }

  private static func isRelation(_ byte: UInt8) -> Bool { "=<>!".utf8.contains(byte) }

  private static func endsWord(_ byte: UInt8) -> Bool { isRelation(byte) || "(),'\"`".utf8.contains(byte) }
}
