import Diagnostics

/// What must hold of a manifest's bytes before a parser sees them: size, encoding, characters.
///
/// libyaml takes U+0085, U+2028 and U+2029 for line breaks although a person sees none, and reads UTF-16; so these are found here.
package enum ManifestText {
  /// The text; nil, with the problem, if it cannot be read at all.
  ///
  /// - Parameter what: what the messages call it.
  package static func decode(
    _ bytes: [UInt8], limit: Int, of what: String = "manifest"
  ) -> (text: String?, problems: [ManifestProblem]) {
    guard bytes.count <= limit else {
      return (nil, [tooLarge(bytes.count, limit, of: what)])
    }
    if bytes.starts(with: byteOrderMark) || bytes.starts(with: [0xfe, 0xff]) || bytes.starts(with: [0xff, 0xfe]) {
      return (
        nil,
        [
          .init(
            .encoding, "the \(what) starts with a byte order mark", at: .start, help: "save it as UTF-8 without one")
        ]
      )
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return (
        nil,
        [.init(.encoding, "the \(what) is not valid UTF-8", at: firstInvalid(in: bytes), help: "save it as UTF-8")]
      )
    }
    var problems: [ManifestProblem] = []
    var line = 1
    var column = 0
    for scalar in text.unicodeScalars {
      column += 1
      if scalar == "\n" {
        line += 1
        column = 0
      } else if scalar == "\0" {
        problems.append(.init(.encoding, "the \(what) holds a NUL", at: Mark(line: line, column: column)))
        return (nil, problems)
      } else if let name = forbiddenName(of: scalar), problems.count < 20 {
        problems.append(
          .init(.character, "\(name) in a \(what)", at: Mark(line: line, column: column), help: "remove it"))
      }
    }
    return (problems.isEmpty ? text : nil, problems)
  }

  /// What other programs write may start with the byte order mark of UTF-8.
  static func withoutByteOrderMark(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    bytes.starts(with: byteOrderMark) ? bytes.dropFirst(byteOrderMark.count) : bytes[...]
  }

  private static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

  /// False if no value of the manifest can hold these words, by its bytes alone: they are not in it, and nothing stands for
  /// something else (`\u0061`, `''`, a line break for a blank).
  package static func maySay(_ words: String, _ bytes: [UInt8]) -> Bool {
    let isFolded = words.utf8.contains { $0 <= UInt8(ascii: " ") || $0 == UInt8(ascii: "'") }
    return isFolded
      || bytes.withUnsafeBufferPointer { $0.contains(UInt8(ascii: "\\")) || $0.contains(bytesOf: words) }
  }

  static func tooLarge(_ sizeInBytes: Int, _ limit: Int, of what: String = "manifest") -> ManifestProblem {
    .init(.tooLarge, "the \(what) has \(sizeInBytes) bytes, but at most \(limit) are allowed", at: .start)
  }

  /// What a character that no manifest may hold is called; nil for all others.
  package static func forbiddenName(of scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x09, 0x0a: nil
    case 0x0d: "a carriage return"
    case 0x20...0x7e: nil
    case 0x00...0x1f, 0x7f...0x9f: "control character \(code(scalar))"
    case 0x2028, 0x2029: "line separator \(code(scalar))"
    case 0x061c, 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069: "bidirectional control \(code(scalar))"
    case 0xfeff, 0x200b, 0x2060: "invisible character \(code(scalar))"
    case 0xfffe, 0xffff: "noncharacter \(code(scalar))"
    default: nil
    }
  }

  private static func code(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static func firstInvalid(in bytes: [UInt8]) -> Mark {
    let good = String(decoding: bytes, as: UTF8.self).unicodeScalars.prefix { $0 != "\u{fffd}" }
    let line = good.count { $0 == "\n" } + 1
    let column = good.reversed().prefix { $0 != "\n" }.count + 1
    return Mark(line: line, column: column)
  }
}
