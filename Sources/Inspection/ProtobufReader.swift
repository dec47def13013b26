/// Reads the fields of one protobuf message, in order, and skips what nobody wants by its length.
///
///     tag:     varint of number << 3 | wire type
///     varint:  groups of 7 bits, lowest first, 10 bytes at most
///     bytes:   varint of the length, then so many bytes: text, packed numbers or a message
///
/// A nested message is read by a reader of its own over its bytes, so a message costs what is looked at.
///
/// Source: https://protobuf.dev/programming-guides/encoding/
struct ProtobufReader {
  struct Field {
    let number: Int
    let content: Content
    /// Where its tag is.
    let offset: Int64
  }

  enum Content {
    case varint(UInt64)
    case fixed
    case bytes(Range<Int64>)
  }

  private let window: ByteWindow
  private var position: Int64
  private let end: Int64

  /// The field numbers that there can be: 29 bits.
  private static let numbers: ClosedRange<UInt64> = 1...(1 << 29 - 1)
  /// Longer names and texts are none.
  private static let textLimitInBytes: Int64 = 64 * 1024

  init(_ source: any ByteSource) {
    window = ByteWindow(source)
    position = 0
    end = source.sizeInBytes
  }

  private init(_ window: ByteWindow, _ range: Range<Int64>) {
    self.window = window
    position = range.lowerBound
    end = range.upperBound
  }

  /// The next field; nil at the message's end.
  mutating func next() throws(InspectionError) -> Field? {
    guard position < end else { return nil }
    let offset = position
    let tag = try varint()
    guard Self.numbers.contains(tag >> 3) else {
      throw InspectionError("\(tag >> 3) is not a valid field number", at: offset)
    }
    let number = Int(tag >> 3)
    switch tag & 7 {
    case 0: return Field(number: number, content: .varint(try varint()), offset: offset)
    case 1: return try skip(8, number, offset)
    case 5: return try skip(4, number, offset)
    case 2:
      let length = try varint()
      guard length <= UInt64(end - position) else {
        throw InspectionError("field \(number) has \(length) bytes, but only \(end - position) are left", at: offset)
      }
      let range = position..<position + Int64(length)
      position = range.upperBound
      return Field(number: number, content: .bytes(range), offset: offset)
    case 3, 4: throw InspectionError("field \(number) is a group, which the format does not have", at: offset)
    default: throw InspectionError("field \(number) has wire type \(tag & 7), which does not exist", at: offset)
    }
  }

  private mutating func skip(_ count: Int64, _ number: Int, _ offset: Int64) throws(InspectionError) -> Field {
    guard count <= end - position else {
      throw InspectionError("field \(number) has \(count) bytes, but only \(end - position) are left", at: offset)
    }
    position += count
    return Field(number: number, content: .fixed, offset: offset)
  }

  private mutating func varint() throws(InspectionError) -> UInt64 {
    let start = position
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 70, by: 7) {
      guard position < end else { throw InspectionError("a number is cut off", at: start) }
      let byte = try window.byte(at: position)
      position += 1
      guard shift < 63 || byte <= 1 else { break }
      value |= UInt64(byte & 0x7f) << UInt64(shift)
      if byte < 0x80 { return value }
    }
    throw InspectionError("a number has more than 64 bits", at: start)
  }

  // MARK: What a field holds

  /// A reader of the message that a field holds.
  func message(_ field: Field) throws(InspectionError) -> ProtobufReader {
    ProtobufReader(window, try range(of: field))
  }

  func integer(_ field: Field) throws(InspectionError) -> Int64 {
    guard case .varint(let value) = field.content else { throw Self.mismatch(field, "a number") }
    return Int64(bitPattern: value)
  }

  /// Numbers of a repeated field, packed or one at a time.
  func integers(_ field: Field, limit: Int) throws(InspectionError) -> [Int64] {
    if case .varint(let value) = field.content { return [Int64(bitPattern: value)] }
    var packed = try message(field)
    var values: [Int64] = []
    while packed.position < packed.end {
      guard values.count < limit else { throw InspectionError("more than \(limit) numbers", at: field.offset) }
      values.append(Int64(bitPattern: try packed.varint()))
    }
    return values
  }

  func text(_ field: Field) throws(InspectionError) -> String {
    let range = try range(of: field)
    guard Int64(range.count) <= Self.textLimitInBytes else {
      throw InspectionError(
        "a text of \(range.count) bytes, but at most \(Self.textLimitInBytes) are allowed", at: field.offset)
    }
    guard let text = String(validating: try window.bytes(range), as: UTF8.self) else {
      throw InspectionError("a text that is not UTF-8", at: field.offset)
    }
    return text
  }

  private func range(of field: Field) throws(InspectionError) -> Range<Int64> {
    guard case .bytes(let range) = field.content else { throw Self.mismatch(field, "text or a message") }
    return range
  }

  private static func mismatch(_ field: Field, _ wanted: String) -> InspectionError {
    InspectionError("field \(field.number) is not \(wanted)", at: field.offset)
  }
}
