import ArgumentParser
import ServeOptions

struct TokenCreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Make a token for a member, and print it this once.",
    discussion: """
      Whoever shows it acts as the member, within --scope and --registry; what the member may not do, the token does not allow. \
      Clients send it as MLFLOW_TRACKING_TOKEN, or as the password beside any user name. Run it where the repository is, as the \
      user that the server runs as. Only its SHA-256 is kept.

      EXAMPLES
        git registry -C /srv/git/acme.git token create grace
        git registry token create ci-bot --scope write --registry Fine_Tuned_Models --expires 30d
      """)

  @OptionGroup var options: TokenCreateOptions

  func run() throws { try ServerProgram.become(["token", "create"] + options.words) }
}
