/// Reads the fields of SSH's binary formats from the front, never past the end.
///
///     byte        1 byte
///     uint32      4 bytes, the most significant first
///     string      a uint32, and as many bytes
///     mpint       a string: an integer, the most significant byte first
///
/// Source: RFC 4251, section 5.
package struct SSHFieldReader {
  private var rest: ArraySlice<UInt8>

  package init(_ bytes: ArraySlice<UInt8>) { rest = bytes }
  package init(_ bytes: [UInt8]) { rest = bytes[...] }

  package var isAtEnd: Bool { rest.isEmpty }

  /// The next bytes; nil if there are fewer.
  package mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  package mutating func byte() -> UInt8? { bytes(1)?.first }

  package mutating func uint32() -> UInt32? {
    bytes(4).map { $0.reduce(0) { $0 << 8 | UInt32($1) } }
  }

  package mutating func string() -> ArraySlice<UInt8>? {
    guard let count = uint32() else { return nil }
    return bytes(Int(count))
  }

  /// A string that must be one word of ASCII: the name of an algorithm.
  package mutating func name() -> String? {
    guard let bytes = string(), bytes.allSatisfy({ (0x21...0x7e).contains($0) }) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A positive integer without the zeros in front; nil for a negative one.
  package mutating func magnitude() -> ArraySlice<UInt8>? {
    guard let bytes = string(), bytes.first.map({ $0 < 0x80 }) ?? true else { return nil }
    return bytes.drop { $0 == 0 }
  }
}

/// Writes fields as ``SSHFieldReader`` reads them.
package struct SSHFieldWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func append(raw: some Sequence<UInt8>) { bytes += raw }

  package mutating func append(string: some Collection<UInt8>) {
    let count = UInt32(string.count)
    bytes += [UInt8(count >> 24), UInt8(count >> 16 & 0xff), UInt8(count >> 8 & 0xff), UInt8(count & 0xff)]
    bytes += string
  }
}
