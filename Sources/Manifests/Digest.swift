/// The SHA-256 of a blob's bytes: `sha256:` and 64 lower-case hexadecimal digits, the same digits as a Git LFS oid.
package struct Digest: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The 64 digits.
  package let hex: String

  package static let prefix = "sha256:"
  /// The digest of no bytes at all; such an artifact needs no blob.
  package static let empty = Digest(hexDigits: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")

  private init(hexDigits: String) { hex = hexDigits }

  package init?(hex: String) {
    guard hex.utf8.count == 64, hex.utf8.allSatisfy(Self.isHexDigit) else { return nil }
    self.hex = hex
  }

  /// Reads `sha256:…`; nil for upper-case digits, other algorithms or another length.
  package init?(_ text: String) {
    guard text.utf8.starts(with: Self.prefix.utf8) else { return nil }
    // Bytes, not Characters: a combining mark behind the colon would pass for a part of it.
    self.init(hex: String(Substring(text.utf8.dropFirst(Self.prefix.utf8.count))))
  }

  package var description: String { Self.prefix + hex }

  /// `ab/cd/abcd…`, the fan-out that Git LFS uses, which keeps each tree object small.
  package var fanOut: String { "\(hex.prefix(2))/\(hex.dropFirst(2).prefix(2))/\(hex)" }

  /// The blob's path in the repository.
  package var blobPath: String { "blobs/sha256/" + fanOut }

  package static func < (left: Digest, right: Digest) -> Bool { left.hex < right.hex }

  package static func isHexDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}
