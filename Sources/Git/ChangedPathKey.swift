/// A path as git's changed-path filters know it: two hashes, of which each further one is made.
///
/// Source: gitformat-commit-graph(5) "Bloom Filter Data"; git's `bloom.c`.
struct ChangedPathKey {
  private let first: UInt32
  private let second: UInt32

  /// Nil for a path that is not ASCII: filters of version 1 hash such bytes in a way of their own.
  init?(_ path: RepositoryPath) {
    guard path.bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
    first = Self.murmur3(path.bytes, seed: 0x293a_e76f)
    second = Self.murmur3(path.bytes, seed: 0x7e64_6e2c)
  }

  /// False where the filter surely does not have the path.
  func isIn(_ filter: UnsafeRawBufferPointer, hashes: Int) -> Bool {
    let count = UInt64(filter.count) * 8
    for index in 0..<UInt32(hashes) {
      let bit = UInt64(first &+ index &* second) % count
      guard filter[Int(bit / 8)] & (1 << UInt8(bit % 8)) != 0 else { return false }
    }
    return true
  }

  /// Source: https://en.wikipedia.org/wiki/MurmurHash#Algorithm, 32 bits.
  static func murmur3(_ bytes: [UInt8], seed: UInt32) -> UInt32 {
    var hash = seed
    func mixed(_ block: UInt32) -> UInt32 {
      let product = block &* 0xcc9e_2d51
      return (product << 15 | product >> 17) &* 0x1b87_3593
    }
    for start in stride(from: 0, to: bytes.count, by: 4) {
      let block = bytes[start..<min(start + 4, bytes.count)].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      hash ^= mixed(block)
      if start + 4 <= bytes.count { hash = (hash << 13 | hash >> 19) &* 5 &+ 0xe654_6b64 }
    }
    hash ^= UInt32(bytes.count)
    hash = (hash ^ hash >> 16) &* 0x85eb_ca6b
    hash = (hash ^ hash >> 13) &* 0xc2b2_ae35
    return hash ^ hash >> 16
  }
}
