import ArgumentParser

/// What `git registry serve`, `git registry site` and `git registry token` become.
struct ServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "git registry",
    abstract: "Serve registries; see the help of git registry serve, site and token.",
    subcommands: [ServeCommand.self, SiteCommand.self, TokenCommand.self], defaultSubcommand: ServeCommand.self)
}
