import ArgumentParser

struct TeamCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "team",
    abstract: "Group members, to give them a role in registries together.",
    subcommands: [
      TeamCreateCommand.self, TeamDeleteCommand.self, TeamAddCommand.self, TeamRemoveCommand.self, TeamListCommand.self,
    ])
}
