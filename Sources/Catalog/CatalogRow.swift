import Git
import Manifests

/// A row as the catalog has it; what needs no id of the database is made where the row was read, not by the one thread that writes.
///
/// An object, since rows go from thread to thread and a copy of one retains a dozen values.
final class CatalogRow: Sendable {
  let row: FactRow
  /// Of a candidate the bytes of its name.
  let precedence: [UInt8]
  /// Of the artifacts, in their order.
  let digests: [[UInt8]]
  let checksum: Int64

  init(_ row: FactRow) {
    self.row = row
    precedence = Self.precedence(row.number, row.name)
    digests = row.facts.artifacts.map(\.digest.bytes)
    checksum = Checksum(row).column
  }

  /// What rows of one model and kind are sorted by.
  static func precedence(_ number: SemanticVersion?, _ name: String) -> [UInt8] {
    number?.precedenceKey ?? Array(name.utf8)
  }
}

extension Digest {
  /// The first eight bytes.
  var beginning: Int64 { Self.beginning(of: bytes) }

  static func beginning(of bytes: [UInt8]) -> Int64 { bytes.prefix(8).reduce(0) { $0 << 8 | Int64($1) } }

  /// The 32 bytes.
  var bytes: [UInt8] {
    var hex = hex
    return hex.withUTF8 { digits in
      [UInt8](unsafeUninitializedCapacity: digits.count / 2) { bytes, count in
        // A digest has nothing but digits from 0 to 9 and a to f.
        func value(_ digit: UInt8) -> UInt8 { (digit & 0xf) &+ (digit >> 6) &* 9 }
        while count < digits.count / 2 {
          bytes[count] = value(digits[2 * count]) << 4 | value(digits[2 * count + 1])
          count += 1
        }
      }
    }
  }
}
