/// Foreign bytes made safe to print: printable ASCII stays, a backslash is doubled, any other byte becomes `\xNN`.
///
/// What reaches a terminal or a log from a push can then neither move the cursor nor look like another line.
package enum EscapedText {
  package static func printable(_ bytes: ArraySlice<UInt8>) -> String {
    // Nearly all are names that stay as they are.
    if bytes.allSatisfy({ (0x20...0x7e).contains($0) && $0 != UInt8(ascii: "\\") }) {
      return String(decoding: bytes, as: UTF8.self)
    }
    var text = ""
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\\"): text += "\\\\"
      case 0x20...0x7e: text.unicodeScalars.append(Unicode.Scalar(byte))
      default: text += (byte < 0x10 ? "\\x0" : "\\x") + String(byte, radix: 16)
      }
    }
    return text
  }

  package static func printable(_ bytes: [UInt8]) -> String { printable(bytes[...]) }

  package static func printable(_ text: String) -> String { printable(Array(text.utf8)[...]) }
}
