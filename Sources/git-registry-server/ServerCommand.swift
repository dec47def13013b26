import ArgumentParser

/// What `git registry serve` and `git registry token` become.
struct ServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "git registry",
    abstract: "Serve registries; see git registry serve --help and git registry token --help.",
    subcommands: [ServeCommand.self, TokenCommand.self], defaultSubcommand: ServeCommand.self)
}
