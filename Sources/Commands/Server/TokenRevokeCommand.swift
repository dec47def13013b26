import ArgumentParser
import ServeOptions

struct TokenRevokeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "Revoke a token. A server that runs refuses it from its next use on.",
    discussion: """
      EXAMPLES
        git registry token revoke k3v9x2ma
      """)

  @OptionGroup var options: TokenRevokeOptions

  func run() throws { try ServerProgram.become(["token", "revoke"] + options.words) }
}
