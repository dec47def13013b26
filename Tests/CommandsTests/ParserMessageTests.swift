import Actions
import ArgumentParser
import Testing

@testable import Commands

/// The argument parser's own words, which `ParserMessage` and `HelpUsage` look for: a new version of it may choose others.
struct ParserMessageTests {
  static let words: [(line: String, text: String)] = [
    ("show x@y", "Error: The value 'x@y' is invalid for '<ref>'\n"),
    ("show x@y", "\nUsage: git-registry show "),
    ("show x@y", "\nHelp:  <ref>  REGISTRY"),
    ("version create a/b --param x", "Error: The value 'x' is invalid for '--param <k=v>'\n"),
    ("gc --grace x", "Error: The value 'x' is invalid for '--grace <age>'\n"),
    ("list --nothing", "Error: Unknown option '--nothing'\n"),
    ("show", "Error: Missing expected argument '<ref>'\n"),
    ("validate --staged --worktree", "Error: REV, --staged and --worktree cannot be combined\n"),
    ("show --help", "\n\nUSAGE: git-registry show "),
  ]

  @Test("says", arguments: words)
  func says(line: String, text: String) throws {
    let error = #expect(throws: (any Error).self) {
      // Help is a command of the parser's own, which throws what it has to say.
      var command = try GitRegistry.parseAsRoot(line.split(separator: " ").map(String.init))
      try command.run()
    }
    let message = GitRegistry.fullMessage(for: try #require(error))
    #expect(message.contains(text), "\(message)")
    #expect(!text.hasPrefix("Error: ") || message.hasPrefix(text), "\(message)")
  }

  static let texts: [(parser: String, own: String, message: String, help: String?)] = [
    (
      "Error: The value 'a' is invalid for '--param <k=v>'\nHelp:  --param <k=v>  A\nUsage: git-registry x",
      "error: The value 'a' is invalid for '--param <k=v>'\nhelp: write KEY=VALUE\nHelp:  --param <k=v>  A\nUsage: git registry x\n",
      "The value 'a' is invalid for '--param <k=v>'", "write KEY=VALUE"
    ),
    (
      "Error: The value '<age>' is invalid for '<name>'\nUsage: git-registry x",
      "error: The value '<age>' is invalid for '<name>'\nUsage: git registry x\n",
      "The value '<age>' is invalid for '<name>'", nil
    ),
    ("Error: a\nUsage: git-registry x", "error: a\nUsage: git registry x\n", "a", nil),
  ]

  @Test("is said in the words of git", arguments: texts)
  func isSaid(parser: String, own: String, message: String, help: String?) {
    let said = ParserMessage(parser)
    #expect(said.text == own)
    #expect(said.failure.message == message && said.failure.help == help)
  }
}
