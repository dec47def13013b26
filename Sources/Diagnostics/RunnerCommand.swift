/// Output in which no CI runner finds a command: what people named or wrote is printed in jobs too.
///
///     ::error file=x::forged        → \u003a:error file=x::forged        at the start of a line, whatever blanks stand before it
///     see ##[error]forged           → see #\u0023[error]forged           anywhere; ##vso[ and ##teamcity[ too
///
/// The escapes are JSON's, so that JSON stays what it was. GitLab's section markers need a carriage return and an escape
/// character, which are never printed.
///
/// Source: GitHub's runner, `ActionCommand.cs`, TryParseV2 and TryParse; Azure's agent, `Command.cs`;
/// https://www.jetbrains.com/help/teamcity/service-messages.html
package enum RunnerCommand {
  /// Nothing changes a second time.
  package static func disarmed(_ text: String) -> String {
    var text = text
    return text.withUTF8 { bytes -> String? in
      var places: [Int] = []
      find(in: bytes, &places)
      return places.isEmpty ? nil : escaped(bytes, at: places)
    } ?? text
  }

  /// The places of the signs to escape.
  private static func find(in bytes: UnsafeBufferPointer<UInt8>, _ places: inout [Int]) {
    var isAtStart = true
    for index in bytes.indices {
      let byte = bytes[index]
      let hasTwin = index + 1 < bytes.count && bytes[index + 1] == byte
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        isAtStart = true
      } else if byte == UInt8(ascii: "#"), hasTwin, isPrefix(bytes[(index + 2)...]) {
        places.append(index + 1)
        isAtStart = false
      } else if isAtStart {
        if byte == UInt8(ascii: ":"), hasTwin { places.append(index) }
        // Blanks of Unicode are passed over by runners; no other letter comes before two colons for a reason.
        isAtStart = byte <= UInt8(ascii: " ") || byte >= 0x80
      }
    }
  }

  /// `[`, or a word and `[`.
  private static func isPrefix(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    for byte in rest {
      switch byte {
      case UInt8(ascii: "["): return true
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        continue
      default: return false
      }
    }
    return false
  }

  private static func escaped(_ bytes: UnsafeBufferPointer<UInt8>, at places: [Int]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + 5 * places.count)
    var start = 0
    for place in places {
      text += bytes[start..<place]
      text += (bytes[place] == UInt8(ascii: "#") ? "\\u0023" : "\\u003a").utf8
      start = place + 1
    }
    text += bytes[start...]
    return String(decoding: text, as: UTF8.self)
  }
}
