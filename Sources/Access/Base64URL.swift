import Manifests

/// Base64 for addresses and tokens: `-` and `_`, and no padding.
///
/// Source: RFC 4648, section 5; RFC 7515, appendix C.
package enum Base64URL {
  /// Nil for what is malformed: bytes have one text.
  package static func decode(_ text: some StringProtocol) -> [UInt8]? {
    var plain: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "-"): plain.append(UInt8(ascii: "+"))
      case UInt8(ascii: "_"): plain.append(UInt8(ascii: "/"))
      case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): return nil
      default: plain.append(byte)
      }
    }
    plain += [UInt8](repeating: UInt8(ascii: "="), count: (4 - plain.count % 4) % 4)
    return Base64.decode(plain)
  }

  package static func encode(_ bytes: some Collection<UInt8>) -> String {
    String(
      decoding: Base64.unpadded(bytes).utf8.map { byte in
        switch byte {
        case UInt8(ascii: "+"): UInt8(ascii: "-")
        case UInt8(ascii: "/"): UInt8(ascii: "_")
        default: byte
        }
      }, as: UTF8.self)
  }
}
