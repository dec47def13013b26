private import Glibc
internal import Manifests

/// A version's manifest in which no rule finds anything, and what may be other in a manifest in which none finds anything
/// either: values that no rule looks at, line by line.
///
///     digest: sha256:…     another digest, and another size with it; neither of them of no bytes
///     createdAt: "…"       another time
///       accuracy: 0.93     another decimal number; a whole number in place of a whole number; at most 15 digits
///     commit: …            another commit id
///     url: https://h/p/1   another last part
///     description: …       another plain text; statusReason likewise
///     createdBy: …         another name that a member may have
///     run: …               another plain text, or 32 hexadecimal digits, as MLflow has it
///     ordinal: 7           another number; whoever looks at many versions has to see that no two of a model have one
///
/// A rule on snapshots that looks at one of them has to become part of what may stand there: `TemplateFenceTests` and the fuzz target
/// `version-template` judge both ways, and fail otherwise.
///
/// Every other line is the same byte for byte. So what holds of the template's structure, names, types and references holds of
/// the other text. The versions of a model are mostly written by one CI job: comparing one with the last costs 3,000
/// instructions, reading and judging it 200,000.
package struct VersionTemplate: Sendable {
  enum Freedom: Sendable {
    case none, digest, size, time, integer, decimal, commit, digits, text, member, run, ordinal
    /// The bytes up to the last slash stay.
    case address(prefix: Int)
  }

  struct Line: Sendable {
    let range: Range<Int>
    /// The bytes in front of the value; all of the line if nothing may differ.
    let head: Int
    let freedom: Freedom

    /// The same line, in which nothing may be other.
    var fixed: Line { Line(range: range, head: range.count, freedom: .none) }
  }

  let text: [UInt8]
  let lines: [Line]
  /// Of the ordinal; nil for a version without one.
  private let ordinalLine: Int?

  private static let sizeLimitInBytes = 64 * 1024
  private static let newline = UInt8(ascii: "\n")

  /// Nil for a text that is not in the canonical subset, or is wrong.
  package init?(_ text: [UInt8]) {
    guard text.count <= Self.sizeLimitInBytes, CanonicalReader.read(text) != nil else { return nil }
    var lines: [Line] = []
    var ordinalLine: Int?
    var section: ArraySlice<UInt8> = []
    var start = 0
    while start < text.count, let end = text[start...].firstIndex(of: Self.newline) {
      let line = Self.line(text, start..<end, in: &section)
      if section.elementsEqual("ordinal".utf8) {
        guard case .ordinal = line.freedom else { return nil }
        ordinalLine = lines.count
      }
      // A size is judged with its digest.
      if case .size = line.freedom, case .digest? = lines.last?.freedom {
        lines.append(line)
      } else if case .size = line.freedom {
        lines.append(Line(range: line.range, head: line.range.count, freedom: .none))
      } else {
        if case .digest? = lines.last?.freedom { lines[lines.count - 1] = lines[lines.count - 1].fixed }
        lines.append(line)
      }
      start = end + 1
    }
    if case .digest? = lines.last?.freedom { return nil }
    self.text = text
    self.lines = lines
    self.ordinalLine = ordinalLine
  }

  /// True if another text differs in nothing that a rule looks at but its artifacts' content.
  ///
  /// - Parameter isStored: called for each artifact whose digest or size differs: the 64 digits and the size.
  package func isLike(
    _ other: UnsafeRawBufferPointer, isStored: (UnsafeRawBufferPointer, Int64) -> Bool
  ) -> Bool {
    text.withUnsafeBytes { text in
      var offset = 0
      var digest: UnsafeRawBufferPointer?
      for line in lines {
        var end = offset
        let own = UnsafeRawBufferPointer(rebasing: text[line.range])
        // Most lines are equal, and as long.
        if offset + own.count < other.count, other[offset + own.count] == Self.newline {
          end = offset + own.count
        } else {
          while end < other.count, other[end] != Self.newline { end += 1 }
        }
        guard end < other.count else { return false }
        let found = UnsafeRawBufferPointer(rebasing: other[offset..<end])
        let isEqual = Self.isEqual(found, own)
        offset = end + 1
        if case .digest = line.freedom {
          guard found.count == own.count, Self.startAlike(found, own, line.head) else {
            return false
          }
          digest = UnsafeRawBufferPointer(rebasing: found[line.head...])
          guard digest?.allSatisfy(Digest.isHexDigit) == true else { return false }
          continue
        }
        if case .size = line.freedom, let digest {
          guard found.count > line.head, Self.startAlike(found, own, line.head),
            let size = Self.size(found[line.head...]), Self.agree(digest, size), isStored(digest, size)
          else { return false }
          continue
        }
        guard isEqual || Self.isFree(found, own, line.head, line.freedom) else { return false }
      }
      return offset == other.count
    }
  }

  /// The ordinal of a text that is like this one; nil if it has none.
  package func ordinal(of other: [UInt8]) -> Int64? {
    guard let ordinalLine else { return nil }
    let line = other.split(separator: Self.newline, maxSplits: ordinalLine + 1)[ordinalLine]
    return Int64(String(decoding: line.dropFirst(lines[ordinalLine].head), as: UTF8.self))
  }

  // MARK: Lines

  private static func line(_ text: [UInt8], _ range: Range<Int>, in section: inout ArraySlice<UInt8>) -> Line {
    let fixed = Line(range: range, head: range.count, freedom: .none)
    let bytes = text[range]
    let indent = bytes.prefix { $0 == UInt8(ascii: " ") }.count
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes.first != UInt8(ascii: "#") else { return fixed }
    let key = bytes[(range.lowerBound + indent)..<colon]
    if indent == 0 { section = key }
    guard colon + 2 < range.upperBound else { return fixed }
    let value = bytes[(colon + 2)...]
    let freedom = freedom(
      of: String(decoding: key, as: UTF8.self), value, in: String(decoding: section, as: UTF8.self), indent)
    let head = colon + 2 - range.lowerBound
    switch freedom {
    case .none: return fixed
    case .digest: return Line(range: range, head: head + Digest.prefix.utf8.count, freedom: freedom)
    case .address(let prefix): return Line(range: range, head: head + prefix, freedom: freedom)
    default: return Line(range: range, head: head, freedom: freedom)
    }
  }

  /// What may stand in the place of a value.
  private static func freedom(of key: String, _ value: ArraySlice<UInt8>, in section: String, _ indent: Int) -> Freedom
  {
    let isTop = indent == 0
    return value.withUnsafeBytes { bytes in
      switch (section, key) {
      case ("createdAt", _) where isTop && isTime(bytes): .time
      case ("description", _) where isTop && isText(bytes), ("statusReason", _) where isTop && isText(bytes):
        .text
      case ("createdBy", _) where isTop && isMember(bytes): .member
      case ("run", _) where isTop && isRun(bytes): .run
      case ("ordinal", _) where isTop && isOrdinal(bytes): .ordinal
      case ("artifacts", "digest") where indent == 4 && bytes.count == Digest.prefix.utf8.count + 64: .digest
      case ("artifacts", "size") where indent == 4: .size
      case ("metrics", _), ("parameters", _): isInteger(bytes) ? .integer : isDecimal(bytes) ? .decimal : .none
      case ("source", "commit") where isCommit(bytes): .commit
      case ("job", "id") where isDigits(bytes): .digits
      case ("job", "url"), ("job", "log"): address(value)
      default: .none
      }
    }
  }

  /// Behind the last slash, if what is there is of the kind that may be there.
  private static func address(_ value: ArraySlice<UInt8>) -> Freedom {
    guard value.count <= 512, let slash = value.lastIndex(of: UInt8(ascii: "/")), slash + 1 < value.endIndex,
      value[(slash + 1)...].allSatisfy({ isWordByte($0) || $0 == UInt8(ascii: ".") })
    else { return .none }
    return .address(prefix: slash + 1 - value.startIndex)
  }

  private static func isFree(
    _ found: UnsafeRawBufferPointer, _ own: UnsafeRawBufferPointer, _ head: Int, _ freedom: Freedom
  ) -> Bool {
    guard found.count > head, startAlike(found, own, head) else { return false }
    let value = UnsafeRawBufferPointer(rebasing: found[head...])
    return switch freedom {
    case .none, .digest, .size: false
    case .time: isTime(value)
    case .integer: isInteger(value)
    case .decimal: isDecimal(value)
    case .commit: isCommit(value)
    case .digits: isDigits(value)
    case .text: isText(value)
    case .member: isMember(value)
    case .run: isRun(value)
    case .ordinal: isOrdinal(value)
    case .address: value.count <= 200 && value.allSatisfy { isWordByte($0) || $0 == UInt8(ascii: ".") }
    }
  }

  private static func isEqual(_ one: UnsafeRawBufferPointer, _ two: UnsafeRawBufferPointer) -> Bool {
    one.count == two.count && startAlike(one, two, one.count)
  }

  /// - Precondition: both have this many bytes.
  private static func startAlike(_ one: UnsafeRawBufferPointer, _ two: UnsafeRawBufferPointer, _ count: Int) -> Bool {
    guard let left = one.baseAddress, let right = two.baseAddress else { return count == 0 }
    return memcmp(left, right, count) == 0
  }

  // MARK: Values, each in one plain form of many

  private static func isTime(_ value: UnsafeRawBufferPointer) -> Bool {
    value.count == 22 && value.first == quote && value.last == quote
      && Timestamp.isValid(String(decoding: value.dropFirst().dropLast(), as: UTF8.self))
  }

  private static func isCommit(_ value: UnsafeRawBufferPointer) -> Bool { value.count == 40 && isHexadecimal(value) }

  private static func isRun(_ value: UnsafeRawBufferPointer) -> Bool {
    value.count == 32 && isHexadecimal(value) || value.count <= runLimit && isText(value)
  }

  /// As the schema has it.
  private static let runLimit = 250

  private static func isHexadecimal(_ value: UnsafeRawBufferPointer) -> Bool {
    // Digits alone, `0b01…` and `12e34…` are numbers to some YAML.
    value.allSatisfy(Digest.isHexDigit) && value.contains { "acdf".utf8.contains($0) }
  }

  private static func isDigits(_ value: UnsafeRawBufferPointer) -> Bool {
    (3...22).contains(value.count) && value.first == quote && value.last == quote
      && value.dropFirst().dropLast().allSatisfy(isDigit)
  }

  private static func isInteger(_ value: UnsafeRawBufferPointer) -> Bool {
    isWhole(value.dropFirst(isNegative(value) ? 1 : 0))
  }

  private static func isDecimal(_ value: UnsafeRawBufferPointer) -> Bool {
    guard let dot = value.firstIndex(of: UInt8(ascii: ".")), value.count <= 30 else { return false }
    return isWhole(value[(isNegative(value) ? 1 : 0)..<dot]) && dot + 1 < value.count
      && value[(dot + 1)...].allSatisfy(isDigit)
  }

  private static func isOrdinal(_ value: UnsafeRawBufferPointer) -> Bool {
    isWhole(value[...]) && value.first != UInt8(ascii: "0")
  }

  private static func isNegative(_ value: UnsafeRawBufferPointer) -> Bool { value.first == UInt8(ascii: "-") }

  /// Of so many digits, so that a double is every number.
  private static func isWhole(_ digits: Slice<UnsafeRawBufferPointer>) -> Bool {
    (1...15).contains(digits.count) && digits.allSatisfy(isDigit)
      && (digits.count == 1 || digits.first != UInt8(ascii: "0"))
  }

  private static func size(_ digits: Slice<UnsafeRawBufferPointer>) -> Int64? {
    isWhole(digits) ? digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) } : nil
  }

  /// False if one of both is of no bytes, which the rules compare: such a version is theirs.
  private static func agree(_ digest: UnsafeRawBufferPointer, _ size: Int64) -> Bool {
    size > 0 && !digest.elementsEqual(emptyDigest)
  }

  private static let emptyDigest = Array(Digest.empty.hex.utf8)

  /// A name by the grammar that the rules go by; one that is not plain text, such as `on`, is not a measure for others.
  private static func isMember(_ value: UnsafeRawBufferPointer) -> Bool {
    isText(value) && NameGrammar.member.accepts(String(decoding: value, as: UTF8.self))
  }

  /// Longer than any word with a meaning, and without what could end a plain scalar.
  private static func isText(_ value: UnsafeRawBufferPointer) -> Bool {
    (6...500).contains(value.count) && value.last != UInt8(ascii: " ") && isLetter(value[0])
      && value.allSatisfy { isWordByte($0) || " .,()".utf8.contains($0) }
  }

  private static let quote = UInt8(ascii: "\"")

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || isLetter(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }
}
