import ArgumentParser

struct AliasCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alias",
    abstract: "Set, move and remove aliases of versions.",
    subcommands: [AliasSetCommand.self, AliasRemoveCommand.self])
}
