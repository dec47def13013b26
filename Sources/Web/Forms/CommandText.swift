/// A command as somebody types it in a shell.
///
///     git registry create Lab --description 'For trials.' --accept model
struct CommandText: Sendable {
  private(set) var text: String

  init(_ command: String, _ words: String...) {
    text = "git registry \(command)"
    for word in words { add(word) }
  }

  mutating func add(_ word: String) { text += " " + Self.quoted(word) }

  /// Nothing for nil.
  mutating func add(_ option: StaticString, _ value: String?) {
    if let value { text += " \(option) " + Self.quoted(value) }
  }

  mutating func flag(_ option: StaticString, if isWanted: Bool) { if isWanted { text += " \(option)" } }

  func adding(_ option: StaticString, _ value: String?) -> CommandText {
    var command = self
    command.add(option, value)
    return command
  }

  /// Source: POSIX, Shell Command Language, 2.2.2 "Single-Quotes".
  private static func quoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "_-./@:=+,".utf8.contains(byte)
      }
    }
    return plain && !word.isEmpty ? word : "'" + word.replacing("'", with: #"'\''"#) + "'"
  }
}
