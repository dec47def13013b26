/// Protobuf written by hand: a field a call.
enum WireBytes {
  static func varint(_ value: UInt64) -> [UInt8] {
    var rest = value
    var bytes: [UInt8] = []
    while rest > 0x7f {
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  static func number(_ field: Int, _ value: Int64) -> [UInt8] {
    varint(UInt64(field) << 3) + varint(UInt64(bitPattern: value))
  }

  static func bytes(_ field: Int, _ content: [UInt8]) -> [UInt8] {
    varint(UInt64(field) << 3 | 2) + varint(UInt64(content.count)) + content
  }

  static func text(_ field: Int, _ text: String) -> [UInt8] { bytes(field, Array(text.utf8)) }

  /// A model with a graph.
  static func model(_ graph: [UInt8]) -> [UInt8] { number(1, 8) + bytes(7, graph) }

  /// An input or output of a graph with a type.
  static func value(_ field: Int, _ name: String, type: [UInt8]) -> [UInt8] {
    bytes(field, text(1, name) + bytes(2, type))
  }

  /// A tensor's type; `dimensions` are those of its shape, each a field of its own.
  static func tensor(_ element: Int64, _ dimensions: [[UInt8]]) -> [UInt8] {
    bytes(1, number(1, element) + bytes(2, dimensions.flatMap { bytes(1, $0) }))
  }
}
