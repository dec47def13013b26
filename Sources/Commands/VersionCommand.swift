import ArgumentParser

struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version",
    abstract: "Publish, edit, deprecate, yank, restore and retire versions.",
    subcommands: [
      VersionCreateCommand.self, VersionEditCommand.self, VersionDeprecateCommand.self, VersionYankCommand.self,
      VersionRestoreCommand.self, VersionRetireCommand.self,
    ])
}
