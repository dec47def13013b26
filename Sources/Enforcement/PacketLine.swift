/// git's framing of lines between two processes: four hexadecimal digits of length, themselves counted, then the bytes; `0000`
/// ends a list.
///
/// Source: gitprotocol-common(5), "pkt-line Format".
enum PacketLine {
  static let flush = Array("0000".utf8)
  /// What follows the length, at most.
  static let sizeLimit = 65516

  static func frame(_ text: some Collection<UInt8>) -> [UInt8] {
    let length = String(text.count + 4, radix: 16)
    return Array(String(repeating: "0", count: 4 - length.utf8.count).utf8) + Array(length.utf8) + Array(text)
  }

  /// Reads lines up to the next flush, without their line feeds.
  ///
  /// - Parameter read: gives exactly so many bytes; nil at the end of input.
  /// - Throws: ``PushError/unreadable(_:)`` if the input is framed otherwise, or ends.
  static func lines(_ read: (Int) throws(PushError) -> [UInt8]?) throws(PushError) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    while true {
      guard let head = try read(4), head.allSatisfy({ $0.isHexadecimal }),
        let length = Int(String(decoding: head, as: UTF8.self), radix: 16)
      else { throw .unreadable("no length of a line") }
      guard length != 0 else { return lines }
      guard length >= 4, length - 4 <= sizeLimit, var line = try read(length - 4) else {
        throw .unreadable("a line of length \(length)")
      }
      if line.last == UInt8(ascii: "\n") { line.removeLast() }
      lines.append(line)
    }
  }
}

extension UInt8 {
  /// `Int(_:radix:)` takes a sign too.
  fileprivate var isHexadecimal: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}
