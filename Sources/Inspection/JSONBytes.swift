/// Reads JSON whose shape is known, value by value, from bytes.
///
/// Source: RFC 8259.
struct JSONBytes {
  private let bytes: [UInt8]
  private let start: Int64
  private var index = 0

  /// - Parameter start: where the bytes are in their file.
  init(_ bytes: [UInt8], startingAt start: Int64) {
    self.bytes = bytes
    self.start = start
  }

  /// Where the next byte is in the file.
  var offset: Int64 { start + Int64(index) }
  var peek: UInt8? { index < bytes.count ? bytes[index] : nil }
  var isUTF8: Bool { String(validating: bytes, as: UTF8.self) != nil }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0a || byte == 0x09 || byte == 0x0d { index += 1 }
  }

  private func problem(_ wanted: String) -> InspectionError {
    let found = peek.map { (0x21..<0x7f).contains($0) ? "'\(Unicode.Scalar($0))'" : "byte \($0)" } ?? "the end"
    return InspectionError("expected \(wanted), found \(found) (InvalidHeaderDeserialization)", at: offset)
  }

  private mutating func expect(_ byte: UInt8) throws(InspectionError) {
    guard peek == byte else { throw problem("'\(Unicode.Scalar(byte))'") }
    index += 1
  }

  /// The members of an object, each key once.
  mutating func object(
    _ member: (inout JSONBytes, String) throws(InspectionError) -> Void
  ) throws(InspectionError) {
    try expect(UInt8(ascii: "{"))
    skipSpace()
    var keys: Set<[UInt8]> = []
    while peek != UInt8(ascii: "}") {
      if !keys.isEmpty {
        try expect(UInt8(ascii: ","))
        skipSpace()
      }
      let place = offset
      let key = try string()
      // By its bytes: to Swift, a text in another Unicode form is equal.
      guard keys.insert(Array(key.utf8)).inserted else {
        throw InspectionError("key '\(key)' appears twice", at: place)
      }
      skipSpace()
      try expect(UInt8(ascii: ":"))
      skipSpace()
      try member(&self, key)
      skipSpace()
    }
    index += 1
  }

  /// An array of integers that are not negative.
  mutating func integers(limit: Int) throws(InspectionError) -> [Int64] {
    try expect(UInt8(ascii: "["))
    skipSpace()
    var values: [Int64] = []
    while peek != UInt8(ascii: "]") {
      if !values.isEmpty {
        try expect(UInt8(ascii: ","))
        skipSpace()
      }
      guard values.count < limit else { throw InspectionError("more than \(limit) numbers in a list", at: offset) }
      values.append(try integer())
      skipSpace()
    }
    index += 1
    return values
  }

  private mutating func integer() throws(InspectionError) -> Int64 {
    let first = index
    while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
    let digits = String(decoding: bytes[first..<index], as: UTF8.self)
    guard let value = Int64(digits), digits == "0" || !digits.hasPrefix("0") else {
      index = first
      throw digits.isEmpty
        ? problem("a whole number") : InspectionError("'\(digits)' does not fit in 64 bits", at: offset)
    }
    return value
  }

  mutating func takeNull() -> Bool {
    guard bytes[index...].starts(with: "null".utf8) else { return false }
    index += 4
    return true
  }

  /// A string, its escapes read.
  mutating func string() throws(InspectionError) -> String {
    try expect(UInt8(ascii: "\""))
    var content: [UInt8] = []
    while let byte = peek, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw problem("no control character in a string") }
      index += 1
      if byte == UInt8(ascii: "\\") { content += Array(String(try escape()).utf8) } else { content.append(byte) }
    }
    try expect(UInt8(ascii: "\""))
    return String(decoding: content, as: UTF8.self)
  }

  private static let escapes: [UInt8: Unicode.Scalar] = [
    UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/", UInt8(ascii: "b"): "\u{8}",
    UInt8(ascii: "f"): "\u{c}", UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
  ]

  private mutating func escape() throws(InspectionError) -> Unicode.Scalar {
    if let byte = peek, let scalar = Self.escapes[byte] {
      index += 1
      return scalar
    }
    try expect(UInt8(ascii: "u"))
    let high = try unit()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard (0xd800..<0xdc00).contains(high) else { throw problem("the first half of a surrogate pair") }
    try expect(UInt8(ascii: "\\"))
    try expect(UInt8(ascii: "u"))
    let low = try unit()
    guard (0xdc00..<0xe000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (high - 0xd800) << 10 + (low - 0xdc00))
    else { throw problem("the second half of a surrogate pair") }
    return scalar
  }

  private mutating func unit() throws(InspectionError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      // A sign is not a digit, and `radix:` would take one with digits behind it only.
      guard let byte = peek, let digit = UInt32(String(Unicode.Scalar(byte)), radix: 16) else {
        throw problem("four hexadecimal digits")
      }
      value = value << 4 | digit
      index += 1
    }
    return value
  }

  /// Nothing but space may follow.
  mutating func finish() throws(InspectionError) {
    skipSpace()
    if peek != nil { throw problem("the end of the header") }
  }
}
