import Git
import Manifests

/// Which content the well-formed pointers of a snapshot name, and how large it is: 40 bytes a pointer.
///
/// Every pointer is read once to be judged, and every artifact asks for one. Asking git for it again would double what is
/// read: three trees and a blob an artifact.
struct PointerTable: Sendable {
  struct Pointer: Sendable {
    let digest: DigestBytes
    let sizeInBytes: Int64
  }

  /// The 64 digits of a digest as bits, most significant first.
  struct DigestBytes: Hashable, Sendable, Comparable {
    let parts: (UInt64, UInt64, UInt64, UInt64)

    /// - Precondition: 64 hexadecimal digits.
    init(hex: UnsafeRawBufferPointer) {
      func part(_ start: Int) -> UInt64 {
        hex[start..<(start + 16)].reduce(0) { $0 << 4 | UInt64($1 < UInt8(ascii: "a") ? $1 & 15 : $1 - 87) }
      }
      parts = (part(0), part(16), part(32), part(48))
    }

    static func == (left: Self, right: Self) -> Bool { left.parts == right.parts }
    static func < (left: Self, right: Self) -> Bool { left.parts < right.parts }

    func hash(into hasher: inout Hasher) { hasher.combine(parts.0) }
  }

  private let pointers: [Pointer]
  /// Where the digests start that begin with each 16 bits.
  private let starts: [Int]

  /// - Parameter folders: of the fan-out, each sorted, in their order.
  init(_ folders: [[Pointer]]) {
    pointers = Array(folders.joined())
    var starts = [Int](repeating: 0, count: 1 << 16 + 1)
    for pointer in pointers { starts[Int(pointer.digest.parts.0 >> 48) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    self.starts = starts
  }

  /// True where a pointer names this content with this size.
  func contains(_ digest: DigestBytes, sizeInBytes: Int64) -> Bool {
    let bucket = Int(digest.parts.0 >> 48)
    return pointers[starts[bucket]..<starts[bucket + 1]].contains {
      $0.digest == digest && $0.sizeInBytes == sizeInBytes
    }
  }

  /// The pointer that a file's bytes are, where it is canonical and names what the file is called; nil for all else.
  static func pointer(named name: ArraySlice<UInt8>, _ content: [UInt8]) -> Pointer? {
    guard name.count == 64, name.allSatisfy(Digest.isHexDigit), content.count < 150, content.starts(with: head) else {
      return nil
    }
    let rest = content[head.count...]
    guard rest.starts(with: name), rest.dropFirst(64).starts(with: middle), rest.last == UInt8(ascii: "\n") else {
      return nil
    }
    let digits = rest.dropFirst(64 + middle.count).dropLast()
    guard (1...18).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }),
      digits.count == 1 || digits.first != UInt8(ascii: "0")
    else { return nil }
    return Pointer(
      digest: name.withUnsafeBytes(DigestBytes.init(hex:)),
      sizeInBytes: digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) })
  }

  private static let head = Array("version https://git-lfs.github.com/spec/v1\noid sha256:".utf8)
  private static let middle = Array("\nsize ".utf8)
}
