/// Base64 as keys and signatures are written in: padded, its last bits zero, so that bytes have one text.
///
/// Source: RFC 4648, section 4; OpenSSH's `b64_pton` is as strict.
package enum Base64 {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
    return values
  }()

  /// The bytes of a text; nil if it is malformed.
  ///
  /// - Parameter ignoresSpace: true if lines may be broken anywhere.
  package static func decode(_ text: some Sequence<UInt8>, ignoresSpace: Bool = false) -> [UInt8]? {
    var bytes: [UInt8] = []
    var (bits, digits, padding): (UInt32, Int, Int) = (0, 0, 0)
    for byte in text {
      if ignoresSpace, byte == 0x20 || (0x09...0x0d).contains(byte) { continue }
      if byte == UInt8(ascii: "=") {
        padding += 1
        if padding > 2 { return nil }
        continue
      }
      guard padding == 0, values[Int(byte)] < 64 else { return nil }
      bits = bits << 6 | UInt32(values[Int(byte)])
      digits += 1
      guard digits == 4 else { continue }
      bytes += [UInt8(bits >> 16), UInt8(bits >> 8 & 0xff), UInt8(bits & 0xff)]
      (bits, digits) = (0, 0)
    }
    switch (digits, padding) {
    case (0, 0): return bytes
    case (2, 2) where bits & 0xf == 0: return bytes + [UInt8(bits >> 4)]
    case (3, 1) where bits & 0x3 == 0: return bytes + [UInt8(bits >> 10), UInt8(bits >> 2 & 0xff)]
    default: return nil
    }
  }

  /// The text of bytes without the padding, as fingerprints are written.
  package static func unpadded(_ bytes: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    var (bits, count): (UInt32, UInt32) = (0, 0)
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 6 {
        count -= 6
        text.append(digits[Int(bits >> count & 0x3f)])
      }
    }
    if count > 0 { text.append(digits[Int(bits << (6 - count) & 0x3f)]) }
    return String(decoding: text, as: UTF8.self)
  }
}
