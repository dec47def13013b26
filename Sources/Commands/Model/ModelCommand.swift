import ArgumentParser

struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model",
    abstract: "Create, edit and retire models.",
    subcommands: [ModelCreateCommand.self, ModelEditCommand.self, ModelRetireCommand.self])
}
