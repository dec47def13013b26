import Inspection
import Testing

/// Headers written by hand, each refused as the reference refuses it; the words in brackets are the reference's errors.
struct SafetensorsReaderTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let why: String
    let bytes: [UInt8]
    let expected: String
    var testDescription: String { why }

    /// - Parameter data: the number of bytes behind the header.
    init(_ why: String, _ header: String, data: Int = 0, _ expected: String) {
      self.init(why, file(header, data), expected)
    }

    init(_ why: String, _ bytes: [UInt8], _ expected: String) {
      self.why = why
      self.bytes = bytes
      self.expected = expected
    }
  }

  private static func length(_ count: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }
  }

  private static func file(_ header: String, _ data: Int) -> [UInt8] {
    length(UInt64(header.utf8.count)) + Array(header.utf8) + [UInt8](repeating: 0, count: data)
  }

  private static func tensor(_ dtype: String, _ shape: String, _ start: String, _ end: String) -> String {
    #"{"dtype":"\#(dtype)","shape":\#(shape),"data_offsets":[\#(start),\#(end)]}"#
  }

  static let refused = [
    Case("no bytes", [], "0 bytes, but the header's length alone takes 8 (HeaderTooSmall)"),
    Case("seven bytes", [0, 0, 0, 0, 0, 0, 0], "7 bytes, but the header's length alone takes 8 (HeaderTooSmall)"),
    Case(
      "a header of 100 MB and one byte", length(100_000_001),
      "a header of 100000001 bytes, but at most 100000000 are allowed (HeaderTooLarge) (at byte 0)"),
    Case(
      "the largest length", length(.max),
      "a header of 18446744073709551615 bytes, but at most 100000000 are allowed (HeaderTooLarge) (at byte 0)"),
    Case(
      "a header longer than the file", length(3) + [0x7b, 0x7d],
      "a header of 3 bytes, but only 2 follow (InvalidHeaderLength) (at byte 0)"),
    Case("no header", "", "the header does not start with '{' (InvalidHeaderStart) (at byte 8)"),
    Case("a list", "[]", "the header does not start with '{' (InvalidHeaderStart) (at byte 8)"),
    Case("a space first", " {}", "the header does not start with '{' (InvalidHeaderStart) (at byte 8)"),
    Case("not UTF-8", length(3) + [0x7b, 0xff, 0x7d], "the header is not UTF-8 (InvalidHeader) (at byte 8)"),
    Case("no end", "{", "expected '\"', found the end (InvalidHeaderDeserialization) (at byte 9)"),
    Case(
      "text behind it", "{}x", "expected the end of the header, found 'x' (InvalidHeaderDeserialization) (at byte 10)"),
    Case("a comma too many", #"{"a":{},}"#, "tensor 'a' lacks dtype, shape or data_offsets (at byte 13)"),
    Case(
      "a key that is not a string", "{a:1}", "expected '\"', found 'a' (InvalidHeaderDeserialization) (at byte 9)"),
    Case(
      "metadata that is a number", #"{"__metadata__":{"a":1}}"#,
      "expected '\"', found '1' (InvalidHeaderDeserialization) (at byte 29)"),
    Case(
      "a broken escape", #"{"a\x":{}}"#, "expected 'u', found 'x' (InvalidHeaderDeserialization) (at byte 12)"),
    Case(
      "half a pair", #"{"\ud800":{}}"#, "expected '\\', found '\"' (InvalidHeaderDeserialization) (at byte 16)"),
    Case(
      "three digits of four", #"{"\u00e":{}}"#,
      "expected four hexadecimal digits, found '\"' (InvalidHeaderDeserialization) (at byte 15)"),
    Case(
      "a line feed in a name", "{\"a\nb\":{}}",
      "expected no control character in a string, found byte 10 (InvalidHeaderDeserialization) (at byte 11)"),
    Case(
      "a name that stands twice",
      "{\"a\":\(tensor("U8", "[1]", "0", "1")),\"a\":\(tensor("U8", "[1]", "0", "1"))}", data: 1,
      "key 'a' appears twice (at byte 61)"),
    Case(
      "a field that stands twice", #"{"a":{"dtype":"U8","dtype":"I8","shape":[1],"data_offsets":[0,1]}}"#, data: 1,
      "key 'dtype' appears twice (at byte 27)"),
    Case(
      "an unknown field", #"{"a":{"type":"U8"}}"#, "tensor 'a' has an unknown field 'type' (at byte 21)"),
    Case(
      "an unknown dtype", "{\"a\":\(tensor("F7", "[1]", "0", "1"))}", data: 1,
      "tensor 'a' has dtype 'F7', which is unknown (at byte 22)"),
    Case(
      "a negative dimension", "{\"a\":\(tensor("U8", "[-1]", "0", "1"))}", data: 1,
      "expected a whole number, found '-' (InvalidHeaderDeserialization) (at byte 36)"),
    Case(
      "a fraction", "{\"a\":\(tensor("U8", "[1.0]", "0", "1"))}", data: 1,
      "expected ',', found '.' (InvalidHeaderDeserialization) (at byte 37)"),
    Case(
      "a dimension of 2^63", "{\"a\":\(tensor("U8", "[9223372036854775808]", "0", "1"))}", data: 1,
      "'9223372036854775808' does not fit in 64 bits (at byte 36)"),
    Case(
      "three offsets", #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,2]}}"#, data: 1,
      "more than 2 numbers in a list (at byte 59)"),
    Case(
      "one offset", #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0]}}"#, data: 1,
      "tensor 'a' has data_offsets that are not a range (InvalidOffset) (at byte 13)"),
    Case(
      "offsets that go back", "{\"a\":\(tensor("U8", "[1]", "1", "0"))}", data: 1,
      "tensor 'a' has data_offsets that are not a range (InvalidOffset) (at byte 13)"),
    Case(
      "a size that overflows", "{\"a\":\(tensor("U8", "[4294967296,4294967296]", "0", "1"))}", data: 1,
      "the size of tensor 'a' overflows 64 bits (ValidationOverflow)"),
    Case(
      "bits that overflow", "{\"a\":\(tensor("F64", "[4611686018427387904]", "0", "1"))}", data: 1,
      "the size of tensor 'a' overflows 64 bits (ValidationOverflow)"),
    Case(
      "a range shorter than the shape", "{\"a\":\(tensor("F32", "[2]", "0", "4"))}", data: 4,
      "tensor 'a' has 4 bytes, but its dtype and shape make 8 (TensorInvalidInfo)"),
    Case(
      "half a byte", "{\"a\":\(tensor("F4", "[1]", "0", "1"))}", data: 1,
      "tensor 'a' ends within a byte (MisalignedSlice)"),
    Case(
      "a gap", "{\"a\":\(tensor("U8", "[1]", "0", "1")),\"b\":\(tensor("U8", "[1]", "2", "3"))}", data: 3,
      "tensor 'b' starts at byte 2 of the data instead of 1: it leaves a gap before it (InvalidOffset)"),
    Case(
      "a gap at the start", "{\"a\":\(tensor("U8", "[1]", "1", "2"))}", data: 2,
      "tensor 'a' starts at byte 1 of the data instead of 0: it leaves a gap before it (InvalidOffset)"),
    Case(
      "an overlap", "{\"a\":\(tensor("U8", "[2]", "0", "2")),\"b\":\(tensor("U8", "[2]", "1", "3"))}", data: 3,
      "tensor 'b' starts at byte 1 of the data instead of 2: it overlaps the one before it (InvalidOffset)"),
    Case(
      "bytes behind the last tensor", "{\"a\":\(tensor("U8", "[1]", "0", "1"))}", data: 2,
      "the tensors have 1 bytes, but the file has 2 for them (MetadataIncompleteBuffer)"),
    Case(
      "a file that is cut off", "{\"a\":\(tensor("U8", "[2]", "0", "2"))}", data: 1,
      "the tensors have 2 bytes, but the file has 1 for them (MetadataIncompleteBuffer)"),
  ]

  @Test("is refused", arguments: refused)
  func refuses(_ row: Case) {
    var found = "nothing"
    do throws(InspectionError) { _ = try SafetensorsReader.read(MemoryBytes(row.bytes)) } catch { found = "\(error)" }
    #expect(found == row.expected)
  }

  @Test func headerIsRead() throws {
    let header =
      "{ \"__metadata__\" : {\"k\\u00e9\":\"\\ud83d\\ude00\"}, \"b\":\(Self.tensor("F4", "[2, 2]", "4", "6")) ,"
      + "\"a\":\(Self.tensor("I32", "[]", "0", "4")),\"none\":\(Self.tensor("F64", "[0,7]", "4", "4"))}  \n"
    let file = try SafetensorsReader.read(MemoryBytes(Self.file(header, 6)))
    #expect(file.metadata.map { "\($0.key)=\($0.value)" } == ["ké=😀"])
    #expect(file.tensors.map(\.name) == ["a", "none", "b"])
    #expect(file.tensors.map(\.sizeInBytes) == [4, 0, 2])
    #expect(file.parameterCount == 1 + 0 + 4)
  }

  @Test func metadataMayBeNull() throws {
    #expect(try SafetensorsReader.read(MemoryBytes(Self.file(#"{"__metadata__":null}"#, 0))).metadata.isEmpty)
  }
}
