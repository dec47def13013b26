/// The metrics of an entry as one value of its row: of each the number of its key in four bytes and its value in eight, lowest byte first.
enum PackedMetrics {
  static let lengthOfOne = 12

  static func bytes(of metrics: [(key: Int64, value: Double)]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(metrics.count * lengthOfOne)
    for (key, value) in metrics {
      withUnsafeBytes(of: UInt32(truncatingIfNeeded: key).littleEndian) { bytes += $0 }
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 }
    }
    return bytes
  }

  /// What is too short for a metric at the end is left out.
  static func list(_ bytes: UnsafeRawBufferPointer) -> [(key: Int64, value: Double)] {
    stride(from: 0, through: bytes.count - lengthOfOne, by: lengthOfOne).map {
      (key(at: $0, bytes), value(at: $0, bytes))
    }
  }

  /// The value of one; nil if it is not there.
  static func value(of wanted: Int64, in bytes: UnsafeRawBufferPointer) -> Double? {
    for start in stride(from: 0, through: bytes.count - lengthOfOne, by: lengthOfOne)
    where key(at: start, bytes) == wanted {
      return value(at: start, bytes)
    }
    return nil
  }

  private static func key(at start: Int, _ bytes: UnsafeRawBufferPointer) -> Int64 {
    Int64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self)))
  }

  private static func value(at start: Int, _ bytes: UnsafeRawBufferPointer) -> Double {
    Double(bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 4, as: UInt64.self)))
  }
}
