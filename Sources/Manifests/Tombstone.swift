/// What takes a blob's place once its content was purged.
///
///     version git-registry/tombstone/v1
///     oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
///     size 12345
///     reason It held customers' addresses.
///
/// The digest and size stay, so that what named the blob is still complete; the commit says who purged it and when.
package struct Tombstone: Hashable, Sendable {
  package let digest: Digest
  package let sizeInBytes: Int64
  /// One line of printable text.
  package let reason: String

  package static let sizeLimitInBytes = 4096
  package static let reasonLimitInBytes = 1000
  private static let firstLine = "version git-registry/tombstone/v1"

  /// - Returns: nil if the reason is empty, longer than ``reasonLimitInBytes``, or not one line of printable text
  ///   without space around it.
  package init?(digest: Digest, sizeInBytes: Int64, reason: String) {
    guard !reason.isEmpty, reason.utf8.count <= Self.reasonLimitInBytes, reason.first != " ", reason.last != " ",
      reason.unicodeScalars.allSatisfy(Self.isPrintable)
    else { return nil }
    self.digest = digest
    self.sizeInBytes = sizeInBytes
    self.reason = reason
  }

  /// Reads a tombstone; nil unless the bytes equal its re-encoding.
  package init?(_ content: [UInt8]) {
    guard content.count <= Self.sizeLimitInBytes, content.starts(with: Self.firstLine.utf8) else { return nil }
    let lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.count == 5 else { return nil }
    func value(_ line: Int, _ key: String) -> String {
      String(decoding: lines[line].dropFirst(key.utf8.count + 1), as: UTF8.self)
    }
    guard let digest = Digest(value(1, "oid")), let size = Int64(value(2, "size")), size >= 0 else { return nil }
    self.init(digest: digest, sizeInBytes: size, reason: value(3, "reason"))
    guard self.content == content else { return nil }
  }

  package var content: [UInt8] {
    Array("\(Self.firstLine)\noid \(digest)\nsize \(sizeInBytes)\nreason \(reason)\n".utf8)
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
    default: true
    }
  }
}
