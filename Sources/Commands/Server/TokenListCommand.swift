import ArgumentParser
import ServeOptions

struct TokenListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List tokens: whose they are, what they allow, until when, and their last use.",
    discussion: """
      EXAMPLES
        git registry token list
        git registry token list --json
      """)

  @OptionGroup var options: TokenListOptions

  func run() throws { try ServerProgram.become(["token", "list"] + options.words) }
}
