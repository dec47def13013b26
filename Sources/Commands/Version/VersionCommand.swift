import ArgumentParser

struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version",
    abstract: "Publish, renumber, edit, deprecate, yank, restore and retire versions.",
    subcommands: [
      VersionCreateCommand.self, VersionRenumberCommand.self, VersionEditCommand.self, VersionDeprecateCommand.self,
      VersionYankCommand.self,
      VersionRestoreCommand.self, VersionRetireCommand.self,
    ])
}
