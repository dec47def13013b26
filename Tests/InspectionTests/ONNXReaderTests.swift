import Inspection
import Manifests
import Testing

/// Models written byte by byte: what is read, and what is refused with its place.
struct ONNXReaderTests {
  private typealias Wire = WireBytes

  @Test func modelIsReadWhateverTheOrderOfItsFields() throws {
    let graph =
      Wire.bytes(1, Wire.text(4, "Identity")) + Wire.value(12, "y", type: Wire.tensor(7, []))
      + Wire.value(11, "x", type: Wire.tensor(1, [Wire.text(2, "n"), Wire.number(1, 3), [], Wire.number(1, -1)]))
      + Wire.value(11, "w", type: Wire.tensor(1, [Wire.number(1, 2)])) + Wire.text(2, "g")
      // Dimensions packed and one at a time, values before and behind them.
      + Wire.bytes(5, Wire.bytes(9, [0, 1, 2, 3]) + Wire.bytes(1, [2, 3]) + Wire.text(8, "w"))
      + Wire.bytes(5, Wire.number(1, 4) + Wire.number(1, 5) + Wire.text(8, "v") + [0x25, 0, 0, 0, 0])
      + Wire.bytes(15, Wire.bytes(1, Wire.number(1, 7)))
    // Unknown fields of every kind are passed over.
    let bytes =
      Wire.bytes(7, graph) + Wire.text(2, "maker") + Wire.number(99, 1) + [0xa9, 6, 1, 2, 3, 4, 5, 6, 7, 8]
      + Wire.bytes(8, Wire.number(2, 17)) + Wire.number(1, 9)
    let model = try ONNXReader.read(MemoryBytes(bytes))
    #expect(model.irVersion == 9 && model.producerName == "maker" && model.graphName == "g")
    #expect(model.operatorSets.map { "\($0.domain) \($0.version)" } == [" 17"])
    #expect(model.nodeCount == 1 && model.initializerCount == 3 && model.parameterCount == 6 + 20 + 7)
    #expect(model.inputs.map { "\($0.name): \($0.type)" } == ["x: float32[n, 3, ?, ?]"])
    #expect(model.outputs.map { "\($0.name): \($0.type)" } == ["y: int64[]"])
    let expected = Signature(
      inputs: [.init(name: "x", type: .tensor(dtype: "float32", shape: [-1, 3, -1, -1]))],
      outputs: [.init(name: "y", type: .tensor(dtype: "int64", shape: []))])
    #expect(try model.signature() == expected)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let why: String
    let bytes: [UInt8]
    let expected: String
    var testDescription: String { why }

    init(_ why: String, _ bytes: [UInt8], _ expected: String) {
      self.why = why
      self.bytes = bytes
      self.expected = expected
    }
  }

  private static func sequence(_ depth: Int) -> [UInt8] {
    (0..<depth).reduce([]) { type, _ in Wire.bytes(4, Wire.bytes(1, type)) }
  }

  static let refused = [
    Case("no bytes", [], "it has no graph, but every ONNX model has one"),
    Case("no graph", Wire.number(1, 8), "it has no graph, but every ONNX model has one"),
    Case("a tag that is cut off", [0x88], "a number is cut off (at byte 0)"),
    Case("a value that is cut off", [0x08], "a number is cut off (at byte 1)"),
    Case("a value that ends in a continuation", [0x08, 0x80, 0x80], "a number is cut off (at byte 1)"),
    Case(
      "eleven bytes of a number", [0x08] + Array(repeating: 0x80, count: 10) + [1],
      "a number has more than 64 bits (at byte 1)"),
    Case(
      "65 bits", [0x08] + Array(repeating: 0xff, count: 9) + [2], "a number has more than 64 bits (at byte 1)"),
    Case("field 0", [0x02, 0], "0 is not a valid field number (at byte 0)"),
    Case("a field of 30 bits", Wire.varint(1 << 32) + [0], "536870912 is not a valid field number (at byte 0)"),
    Case("a group", [0x3b], "field 7 is a group, which the format does not have (at byte 0)"),
    Case("a group's end", [0x3c], "field 7 is a group, which the format does not have (at byte 0)"),
    Case("wire type 6", [0x3e], "field 7 has wire type 6, which does not exist (at byte 0)"),
    Case("wire type 7", [0x3f], "field 7 has wire type 7, which does not exist (at byte 0)"),
    Case("a length past the end", [0x3a, 5, 0], "field 7 has 5 bytes, but only 1 are left (at byte 0)"),
    Case(
      "a length of 64 bits", [0x3a] + Array(repeating: 0xff, count: 9) + [1],
      "field 7 has 18446744073709551615 bytes, but only 0 are left (at byte 0)"),
    Case("eight bytes that are four", [0x39, 0, 0, 0, 0], "field 7 has 8 bytes, but only 4 are left (at byte 0)"),
    Case("four bytes that are none", [0x3d], "field 7 has 4 bytes, but only 0 are left (at byte 0)"),
    Case(
      "a length past its message", Wire.model([0x12, 9, 0x61]), "field 2 has 9 bytes, but only 1 are left (at byte 4)"),
    Case("a number where text belongs", Wire.number(2, 1), "field 2 is not text or a message (at byte 0)"),
    Case("text where a number belongs", Wire.text(1, "8"), "field 1 is not a number (at byte 0)"),
    Case("a fixed number where a varint belongs", [0x0d, 0, 0, 0, 0], "field 1 is not a number (at byte 0)"),
    Case("text that is not UTF-8", Wire.bytes(2, [0xff]), "a text that is not UTF-8 (at byte 0)"),
    Case(
      "text of 64 KiB and one byte", Wire.bytes(2, Array(repeating: 0x61, count: 65537)),
      "a text of 65537 bytes, but at most 65536 are allowed (at byte 0)"),
    Case(
      "types 17 deep", Wire.model(Wire.value(11, "x", type: sequence(17))),
      "types are nested deeper than 16 levels (at byte 73)"),
    Case(
      "a tensor of 65 dimensions", Wire.model(Wire.bytes(5, Wire.bytes(1, Array(repeating: 1, count: 65)))),
      "more than 64 numbers (at byte 6)"),
    Case(
      "65 dimensions one at a time",
      Wire.model(Wire.bytes(5, (0..<65).flatMap { _ in Wire.number(1, 1) })),
      "a tensor of more than 64 dimensions (at byte 5)"),
    Case(
      "a shape of 65 dimensions",
      Wire.model(Wire.value(11, "x", type: Wire.tensor(1, Array(repeating: [], count: 65)))),
      "a shape of more than 64 dimensions (at byte 150)"),
    Case(
      "a negative dimension", Wire.model(Wire.bytes(5, Wire.number(1, -2))),
      "a tensor has the dimension -2 (at byte 4)"),
    Case(
      "a size of 2^64", Wire.model(Wire.bytes(5, Wire.number(1, 1 << 32) + Wire.number(1, 1 << 32))),
      "a tensor's size overflows 64 bits (at byte 4)"),
    Case(
      "sizes that together are 2^63",
      Wire.model(Wire.bytes(5, Wire.number(1, 1 << 62)) + Wire.bytes(5, Wire.number(1, 1 << 62))),
      "the number of parameters overflows 64 bits (at byte 16)"),
    Case(
      "more operator sets than any model has",
      Wire.model([]) + (0...10_000).flatMap { _ in Wire.bytes(8, []) }, "more than 10000 of field 8 (at byte 20004)"),
  ]

  @Test("is refused with its place", arguments: refused)
  func refuses(_ row: Case) {
    var found = "nothing"
    do throws(InspectionError) { _ = try ONNXReader.read(MemoryBytes(row.bytes)) } catch { found = "\(error)" }
    #expect(found == row.expected)
  }

  /// Wherever a model is cut off, it is none.
  @Test func cutsAreRefused() {
    let whole = Wire.model(
      Wire.value(11, "x", type: Wire.tensor(1, [Wire.number(1, 3)])) + Wire.bytes(5, Wire.number(1, 300)))
    for count in 0..<whole.count {
      // The field before the graph makes no model.
      #expect(throws: InspectionError.self) { try ONNXReader.read(MemoryBytes(Array(whole.prefix(count)))) }
    }
  }

  private static let label = Wire.value(12, "label", type: Wire.tensor(7, [[]]))
  private static let float = Wire.tensor(1, [])

  static let signatures = [
    Case(
      "a sequence of maps beside a tensor, as scikit-learn's converter writes it",
      label
        + Wire.value(
          12, "p", type: Wire.bytes(4, Wire.bytes(1, Wire.bytes(5, Wire.number(1, 7) + Wire.bytes(2, float))))),
      "label: Array(long), p: Array(Map(str -> float))"),
    Case(
      "an optional tensor", Wire.value(12, "m", type: Wire.bytes(9, Wire.bytes(1, Wire.tensor(8, [[]])))),
      "m: Array(string)?"),
    Case("no shape", Wire.value(12, "x", type: Wire.bytes(1, Wire.number(1, 1))), "'x' has no shape in the file"),
    Case(
      "an unknown element", Wire.value(12, "x", type: Wire.tensor(99, [])),
      "'x' holds elements of type 99, which is unknown"),
    Case("no type", Wire.value(12, "x", type: []), "'x' has no type in the file"),
    Case("opaque", Wire.value(12, "x", type: Wire.bytes(7, [])), "'x' is opaque, which a signature cannot describe"),
    Case(
      "sparse", Wire.value(12, "x", type: Wire.bytes(8, Wire.number(1, 1))),
      "'x' is a sparse tensor, which a signature cannot describe"),
    Case(
      "complex numbers in a sequence", Wire.value(12, "x", type: Wire.bytes(4, Wire.bytes(1, Wire.tensor(15, [])))),
      "'x' holds complex128, which no column of a signature can hold"),
  ]

  @Test("as a signature", arguments: signatures)
  func becomesSignature(_ row: Case) throws {
    let model = try ONNXReader.read(MemoryBytes(Wire.model(row.bytes)))
    let found: String
    do throws(InspectionError) {
      found = try model.signature().outputs.map { "\($0.name ?? ""): \($0.type)\($0.isOptional ? "?" : "")" }
        .joined(separator: ", ")
    } catch {
      found = "\(error)"
    }
    #expect(found == row.expected)
  }
}
