import ArgumentParser

struct CICommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ci",
    abstract: "Have every pull or merge request judged by the host's CI.",
    subcommands: [CIAddCommand.self])
}
