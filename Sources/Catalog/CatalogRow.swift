import Git
import Manifests

/// A row as the catalog has it; what needs no id of the database is made where the row was read, not by the one thread that writes.
struct CatalogRow: Sendable {
  let row: FactRow
  /// Nil for a candidate.
  let precedence: [UInt8]?
  /// Of the artifacts, in their order.
  let digests: [[UInt8]]
  let checksum: Int64

  init(_ row: FactRow) {
    self.row = row
    precedence = row.number?.precedenceKey
    digests = row.facts.artifacts.map(\.digest.bytes)
    checksum = Checksum(row).column
  }
}

extension Digest {
  /// The 32 bytes.
  var bytes: [UInt8] {
    var digits = hex.utf8.makeIterator()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    while let high = digits.next().flatMap(Hexadecimal.value), let low = digits.next().flatMap(Hexadecimal.value) {
      bytes.append(high << 4 | low)
    }
    return bytes
  }
}
