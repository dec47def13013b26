import Actions
import Diagnostics
import Git

/// What the argument parser says of a command line that it refuses: the one place that knows its English.
///
/// Its errors are not public, so their text is all that there is; `ParserMessageTests` holds the words.
struct ParserMessage {
  /// With what git and this program write in place of the parser's words: `error: …`, `git registry …`, and what was probably meant.
  let text: String

  private static let error = "Error: "
  /// The lines behind the message start with one of these.
  private static let rest = ["Usage: ", "Help: "]
  private static let own = "error: "

  /// - Parameter parserText: as the parser has it; `--help` and `--version` come as such a text too.
  init(_ parserText: String) {
    let text = EscapedText.lines(parserText).split(separator: "git-registry ", omittingEmptySubsequences: false)
      .joined(separator: "git registry ")
    guard text.hasPrefix(Self.error) else {
      self.text = text
      return
    }
    var lines = (Self.own + text.dropFirst(Self.error.count)).split(separator: "\n", omittingEmptySubsequences: false)
    if let (value, argument) = Self.invalidValue(in: text), let help = InvalidValue.help(for: value, of: argument) {
      lines.insert("help: \(help)", at: 1)
    }
    self.text = lines.joined(separator: "\n") + "\n"
  }

  /// An option that no command has; the parser may have taken its value for an argument.
  init(unknownOption name: String, nearest: String?, usage: String, of command: String) {
    let near = nearest.map { ". Did you mean '\($0)'?" } ?? ""
    text = """
      \(Self.own)Unknown option '\(EscapedText.line(name))'\(near)
      \(Self.rest[0])\(usage)
        See '\(command) --help' for more information.

      """
  }

  /// For programs: without the usage that follows.
  var failure: ActionFailure {
    let lines = text.split(separator: "\n").prefix { line in !Self.rest.contains { line.hasPrefix($0) } }
    let message = lines.joined(separator: "\n")
    return ActionFailure(
      .invalid, text: message.hasPrefix(Self.own) ? String(message.dropFirst(Self.own.count)) : message)
  }

  /// The value that the parser could not read, and the argument as its synopsis has it: `<ref>`, `--param <k=v>`.
  private static func invalidValue(in text: String) -> (value: String, argument: String)? {
    let (start, middle) = ("\(error)The value '", "' is invalid for '")
    guard text.hasPrefix(start), let end = text.firstRange(of: middle) else { return nil }
    let value = text[text.index(text.startIndex, offsetBy: start.count)..<end.lowerBound]
    return (String(value), String(text[end.upperBound...].prefix { $0 != "'" }))
  }
}
