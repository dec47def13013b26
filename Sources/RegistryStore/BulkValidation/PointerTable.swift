import Crypto
import Git
import Manifests

/// Which content the pointers of a snapshot are named for, and each one's blob: 56 bytes a pointer.
///
/// A pointer's bytes follow from the digest and size of its content, and its blob's id from its bytes. So a manifest that says both
/// says which id there has to be, and the pointer need not be read: hashing it costs 2,000 instructions, reading it 30,000.
struct PointerTable: Sendable {
  struct Entry: Sendable {
    let digest: DigestBytes
    let id: ObjectID

    /// An entry of `blobs/sha256/FIRST/SECOND` that is where the pointer of the content that it is named for has to be.
    init?(_ entry: TreeEntry, first: ArraySlice<UInt8>, second: ArraySlice<UInt8>) {
      let name = entry.name
      guard entry.mode == .file, name.count == 64, name.starts(with: first),
        name.dropFirst(first.count).starts(with: second),
        name.allSatisfy(Digest.isHexDigit)
      else { return nil }
      digest = name.withUnsafeBytes(DigestBytes.init(hex:))
      id = entry.id
    }
  }

  /// The 64 digits of a digest as bits, most significant first.
  struct DigestBytes: Sendable, Equatable {
    private let parts: (UInt64, UInt64, UInt64, UInt64)

    /// - Precondition: 64 hexadecimal digits.
    init(hex: UnsafeRawBufferPointer) {
      func part(_ start: Int) -> UInt64 {
        hex[start..<(start + 16)].reduce(0) { $0 << 4 | UInt64($1 < UInt8(ascii: "a") ? $1 & 15 : $1 - 87) }
      }
      parts = (part(0), part(16), part(32), part(48))
    }

    static func == (left: Self, right: Self) -> Bool { left.parts == right.parts }

    var firstTwoBytes: Int { Int(parts.0 >> 48) }

    /// The 64 digits.
    var hex: [UInt8] {
      [parts.0, parts.1, parts.2, parts.3].flatMap { part in
        (0..<16).map { Hexadecimal.digit(UInt8(truncatingIfNeeded: part >> (60 - 4 * UInt64($0))) & 15) }
      }
    }
  }

  /// The entries of `blobs/sha256/ab`, at 0xab; as they stand in the folder.
  private let folders: [[Entry]]
  /// Where in the table the entries of each folder start.
  private let bases: [Int]
  /// Where in its folder the entries start whose digests begin with each 16 bits.
  private let starts: [Int32]

  /// - Parameter folders: the entries of each `blobs/sha256/ab` in their order.
  init(_ folders: [[Entry]]) {
    var byName = [[Entry]](repeating: [], count: 1 << 8)
    var counts = [Int32](repeating: 0, count: 1 << 16)
    for entries in folders {
      guard let first = entries.first else { continue }
      byName[first.digest.firstTwoBytes >> 8] = entries
      for entry in entries { counts[entry.digest.firstTwoBytes] += 1 }
    }
    var starts: [Int32] = []
    var bases = [0]
    for (folder, entries) in byName.enumerated() {
      var start: Int32 = 0
      for count in counts[(folder << 8)..<((folder + 1) << 8)] {
        starts.append(start)
        start += count
      }
      bases.append((bases.last ?? 0) + entries.count)
    }
    self.folders = byName
    self.starts = starts
    self.bases = bases
  }

  var count: Int { bases.last ?? 0 }

  /// Where the entries of a folder are in the table.
  func range(ofFolder first: UInt8) -> Range<Int> { bases[Int(first)]..<bases[Int(first) + 1] }

  subscript(index: Int, inFolder first: UInt8) -> Entry { folders[Int(first)][index - bases[Int(first)]] }

  /// Where the pointer of some content is, if it is there and is the canonical one with this size; nil for all else.
  ///
  /// - Parameter hex: the 64 digits of the content's digest.
  func index(of hex: UnsafeRawBufferPointer, sizeInBytes: Int64) -> Int? {
    let digest = DigestBytes(hex: hex)
    let folder = digest.firstTwoBytes >> 8
    let entries = folders[folder]
    var index = Int(starts[digest.firstTwoBytes])
    while index < entries.count, entries[index].digest.firstTwoBytes == digest.firstTwoBytes {
      if entries[index].digest == digest {
        return entries[index].id == Self.id(of: hex, sizeInBytes) ? bases[folder] + index : nil
      }
      index += 1
    }
    return nil
  }

  /// True if a file's bytes are the canonical pointer of the content that the file is named for.
  static func isPointer(_ content: [UInt8], of digest: DigestBytes) -> Bool {
    let (name, rest) = (digest.hex, content.dropFirst(head.count))
    guard content.count < 150, content.starts(with: head), rest.starts(with: name),
      rest.dropFirst(name.count).starts(with: middle), rest.last == UInt8(ascii: "\n")
    else { return false }
    let digits = rest.dropFirst(name.count + middle.count).dropLast()
    return (1...18).contains(digits.count) && digits.allSatisfy { (48...57).contains($0) }
      && (digits.count == 1 || digits.first != UInt8(ascii: "0"))
  }

  /// The id of the canonical pointer's blob.
  ///
  /// Source: gitformat-pack(5) for a blob's id, git-lfs's docs/spec.md for the pointer.
  private static func id(of hex: UnsafeRawBufferPointer, _ sizeInBytes: Int64) -> ObjectID {
    let size = "\(sizeInBytes)".utf8
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256)
    bytes += "blob \(head.count + hex.count + middle.count + size.count + 1)\0".utf8
    bytes += head
    bytes += hex
    bytes += middle
    bytes += size
    bytes.append(UInt8(ascii: "\n"))
    var hash = Insecure.SHA1()
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return hash.finalize().withUnsafeBytes { ObjectID(raw: $0) }
  }

  private static let head = Array("version https://git-lfs.github.com/spec/v1\noid sha256:".utf8)
  private static let middle = Array("\nsize ".utf8)
}
