/// The name of a git object: a SHA-1 of 20 bytes, written as 40 lower-case hexadecimal digits.
package struct ObjectID: Hashable, Sendable, Comparable, CustomStringConvertible {
  package static let byteCount = 20
  package static let zero = ObjectID(high: 0, middle: 0, low: 0)

  private let high: UInt64
  private let middle: UInt64
  private let low: UInt32

  private init(high: UInt64, middle: UInt64, low: UInt32) {
    self.high = high
    self.middle = middle
    self.low = low
  }

  /// - Precondition: `bytes` are exactly 20.
  package init(bytes: ArraySlice<UInt8>) {
    precondition(bytes.count == Self.byteCount)
    self = bytes.withUnsafeBytes(Self.init(raw:))
  }

  /// - Precondition: `raw` are at least 20 bytes.
  package init(raw: UnsafeRawBufferPointer) {
    self.init(
      high: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
      middle: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
      low: UInt32(bigEndian: raw.loadUnaligned(fromByteOffset: 16, as: UInt32.self)))
  }

  /// Reads 40 hexadecimal digits; nil for anything else.
  package init?(hex: ArraySlice<UInt8>) {
    guard hex.count == 2 * Self.byteCount else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    for index in stride(from: hex.startIndex, to: hex.endIndex, by: 2) {
      guard let high = Hexadecimal.value(of: hex[index]), let low = Hexadecimal.value(of: hex[index + 1]) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    self.init(bytes: bytes[...])
  }

  package init?(hex: String) { self.init(hex: Array(hex.utf8)[...]) }
  package init?(hex: Substring) { self.init(hex: Array(hex.utf8)[...]) }

  /// - Precondition: `raw` are at least 20 bytes.
  package func write(to raw: UnsafeMutableRawBufferPointer) {
    raw.storeBytes(of: high.bigEndian, toByteOffset: 0, as: UInt64.self)
    raw.storeBytes(of: middle.bigEndian, toByteOffset: 8, as: UInt64.self)
    raw.storeBytes(of: low.bigEndian, toByteOffset: 16, as: UInt32.self)
  }

  package var bytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
      write(to: UnsafeMutableRawBufferPointer(buffer))
      count = Self.byteCount
    }
  }
  package var description: String { Hexadecimal.text(of: bytes) }
  /// The first ten digits, as people write them.
  package var abbreviated: String { String(description.prefix(10)) }

  package static func < (left: ObjectID, right: ObjectID) -> Bool {
    (left.high, left.middle, left.low) < (right.high, right.middle, right.low)
  }
}
