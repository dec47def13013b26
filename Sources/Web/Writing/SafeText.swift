/// What people wrote, as it may stand between tags and in attributes.
///
/// Control characters, and those that turn the direction of what follows, are written as `U+202E`: no text may look like another one.
///
/// Source: Unicode Technical Report 36, 2.2; CVE-2021-42574.
enum SafeText {
  static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    let isPlain = text.withUTF8 { buffer in
      guard buffer.allSatisfy({ plain[Int($0)] }) else { return false }
      bytes += buffer
      return true
    }
    guard !isPlain else { return }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": bytes += "&amp;".utf8
      case "<": bytes += "&lt;".utf8
      case ">": bytes += "&gt;".utf8
      case "\"": bytes += "&quot;".utf8
      case "'": bytes += "&#39;".utf8
      case "\n", "\t": bytes += UTF8.encode(scalar).map(Array.init) ?? []
      case _ where isUnseen(scalar): bytes += "U+\(hex(scalar.value))".utf8
      default: bytes += UTF8.encode(scalar).map(Array.init) ?? []
      }
    }
  }

  /// ASCII that stands for itself.
  private static let plain: [Bool] = (0..<256).map { byte in
    (0x20..<0x7f).contains(byte) && !"&<>\"'".utf8.contains(UInt8(byte)) || byte == 0x0a || byte == 0x09
  }

  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0, 0x61c, 0x200b, 0x200e, 0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff,
      0xfff9...0xfffb, 0xfdd0...0xfdef, 0xe0000...0xe007f:
      true
    default: scalar.value & 0xfffe == 0xfffe
    }
  }

  private static func hex(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
