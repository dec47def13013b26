import Manifests

/// A sum over what a catalog says of something, by which damage is noticed that SQLite does not see. It is no defence against anybody.
///
/// Source: the multiplication of FNV-1a, with the high bits brought back to the low ones.
struct Checksum {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325
  private static let prime: UInt64 = 0x100_0000_01b3

  mutating func add(_ word: UInt64) {
    value = (value ^ word) &* Self.prime
    value ^= value >> 32
  }

  mutating func add(_ number: Int64?) {
    add(number == nil ? 0 : 1)
    if let number { add(UInt64(bitPattern: number)) }
  }

  mutating func add(_ text: String?) {
    guard var text else { return add(UInt64.max) }
    text.withUTF8 { bytes in
      for byte in bytes { value = (value ^ UInt64(byte)) &* Self.prime }
      add(UInt64(bytes.count))
    }
  }

  /// What stands in no order has the same sum whichever of it comes first.
  mutating func add(unordered items: some Sequence<Checksum>) {
    var (sum, count): (UInt64, UInt64) = (0, 0)
    for item in items {
      sum &+= item.value
      count += 1
    }
    add(sum)
    add(count)
  }

  /// As a column of a table has it.
  var column: Int64 { Int64(bitPattern: value) }
}

extension Checksum {
  /// Of what ``KnownRows`` takes from a catalog of one version or candidate.
  init(_ row: FactRow) {
    // Each by itself: a list of them, or a copy of the facts, would retain them all.
    add(row.model.registry)
    add(row.model.model)
    add(row.name)
    add(row.status?.rawValue)
    add(row.facts.createdBy)
    add(row.facts.algorithm)
    add(row.facts.run)
    add(row.created)
    add(row.sizeInBytes)
    add(row.ordinal.map { Int64($0) })
    add(unordered: row.facts.metrics.lazy.map { Checksum($0.key, $0.value) })
    add(unordered: row.facts.tags.lazy.map { Checksum($0.key, $0.value) })
  }

  private init(_ key: String, _ value: Double) {
    add(key)
    // SQLite has but one zero.
    add(value == 0 ? 0 : value.bitPattern)
  }

  private init(_ one: String, _ two: String) {
    add(one)
    add(two)
  }

  /// Of a model.
  ///
  /// - Parameters:
  ///   - folder: the id of its folder's tree; empty if there is none.
  ///   - aliases: of its versions.
  init(_ model: ModelName, _ folder: [UInt8], _ aliases: [String: [String]]) {
    add(model.registry)
    add(model.model)
    for byte in folder { add(UInt64(byte)) }
    add(unordered: aliases.lazy.flatMap { version, names in names.map { Checksum(version, $0) } })
  }
}
