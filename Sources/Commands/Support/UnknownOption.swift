import Diagnostics
import Git

/// A misspelt option, looked for where the parser has refused a command line: it may have taken the option's value for an
/// argument, and it suggests names that are not near.
enum UnknownOption {
  /// - Returns: what to say instead of the parser; nil where every option is one of the command's.
  static func message(_ arguments: [String]) -> ParserMessage? {
    var page = CommandPage.program()
    var rest = arguments[...]
    while let word = rest.first, let next = page.subcommands.first(where: { $0.words.last == word }) {
      page = next
      rest = rest.dropFirst()
    }
    guard page.subcommands.isEmpty else { return nil }
    let known = page.arguments.flatMap(\.names) + ["--help", "--version", "--help-hidden", "-h"]
    for word in rest.prefix(while: { $0 != "--" }) where word.hasPrefix("--") || isLetter(word) {
      let name = String(word.prefix { $0 != "=" })
      guard !known.contains(name) else { continue }
      let long = page.arguments.flatMap(\.names).filter { $0.hasPrefix("--") }
      return ParserMessage(
        unknownOption: name, nearest: Suggestion.nearest(to: name, among: long), usage: page.shortSynopsis,
        of: page.name)
    }
    return nil
  }

  /// `-x`.
  private static func isLetter(_ word: String) -> Bool {
    word.utf8.count == 2 && word.hasPrefix("-") && word.last?.isLetter == true
  }
}

extension CommandPage {
  /// As the parser has it where there are many options.
  fileprivate var shortSynopsis: String {
    ([name, "[<options>]"] + arguments.filter { $0.kind == .positional }.map(\.usage)).joined(separator: " ")
  }
}
