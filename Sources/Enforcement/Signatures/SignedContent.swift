/// A commit object taken apart into what was signed and the signature.
///
///     tree …
///     gpgsig -----BEGIN SSH SIGNATURE-----
///      U1NIU0lH…                                more lines of the header, each after a space
///      -----END SSH SIGNATURE-----
///
///     message
///
/// The payload is the commit without the `gpgsig` header, and without headers whose names start so: `gpgsig-sha256` signs
/// the same commit in a repository of the other hash, and counts for nothing in this one.
///
/// Source: git's `commit.c`, `parse_buffer_signed_by_header`: line for line the same, since a reader that takes another text
/// for the signed one could be shown another commit.
package struct SignedContent: Hashable, Sendable {
  package private(set) var payload: [UInt8] = []
  /// The text of every `gpgsig` header, one after the other; empty for none.
  package private(set) var signature: [UInt8] = []

  private static let header = Array("gpgsig".utf8)

  package init(ofCommit content: [UInt8]) {
    var (isInSignature, isInOther) = (false, false)
    var line = content[...]
    while !line.isEmpty {
      var end = line.firstIndex(of: 0x0a).map { $0 + 1 } ?? content.endIndex
      let text = line[..<end]
      var signed: ArraySlice<UInt8>?
      if isInSignature, text.first == 0x20 {
        signed = text.dropFirst()
      } else if text.starts(with: Self.header + [0x20]) {
        signed = text.dropFirst(Self.header.count + 1)
        isInOther = false
      } else if text.starts(with: Self.header) {
        isInOther = true
      } else if text.first != 0x20 {
        isInOther = false
      }
      if let signed {
        signature += signed
      } else {
        // An empty line ends the headers; the message is all that follows.
        if text.first == 0x0a { end = content.endIndex }
        if !isInOther { payload += line[..<end] }
      }
      isInSignature = signed != nil
      line = content[end...]
    }
  }
}
