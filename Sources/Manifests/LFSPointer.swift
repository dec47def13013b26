/// A Git LFS pointer: what git stores in place of a large file.
///
///     version https://git-lfs.github.com/spec/v1
///     oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
///     size 12345
///
/// Source: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
package struct LFSPointer: Hashable, Sendable {
  package let digest: Digest
  package let sizeInBytes: Int64

  package static let sizeLimitInBytes = 1024
  private static let firstLine = "version https://git-lfs.github.com/spec/v1"

  package init(digest: Digest, sizeInBytes: Int64) {
    self.digest = digest
    self.sizeInBytes = sizeInBytes
  }

  /// Reads a pointer; nil unless the bytes equal its re-encoding.
  package init?(_ content: [UInt8]) {
    guard content.count <= Self.sizeLimitInBytes else { return nil }
    let lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.count == 4 else { return nil }
    let oid = String(decoding: lines[1].dropFirst("oid ".utf8.count), as: UTF8.self)
    let size = String(decoding: lines[2].dropFirst("size ".utf8.count), as: UTF8.self)
    guard let digest = Digest(oid), let sizeInBytes = Int64(size), sizeInBytes >= 0 else { return nil }
    self.init(digest: digest, sizeInBytes: sizeInBytes)
    guard self.content == content else { return nil }
  }

  package var content: [UInt8] { Array("\(Self.firstLine)\noid \(digest)\nsize \(sizeInBytes)\n".utf8) }

  /// True for content that means to be a pointer, well-formed or not: where Git LFS would read one.
  package static func looksLikeOne(_ content: [UInt8]) -> Bool {
    content.starts(with: "version https://git-lfs".utf8) || content.starts(with: "version https://hawser".utf8)
  }

  /// True for a small file that stands for another, which its repository keeps elsewhere: a pointer of Git LFS, with extensions too
  /// (`ext-0-…` lines) and from before it had its name, or of Xet.
  ///
  /// Source: git-lfs's docs/spec.md and docs/extensions.md; its lfs/pointer.go has the older addresses.
  package static func standsForContent(_ content: [UInt8]) -> Bool {
    content.count <= sizeLimitInBytes
      && (looksLikeOne(content) || content.starts(with: "version http://git-media.io/".utf8)
        || content.starts(with: "# xet version ".utf8))
  }
}
