import ArgumentParser

struct CICommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ci",
    abstract: "Let the host's CI judge every pull or merge request.",
    subcommands: [CIAddCommand.self])
}
