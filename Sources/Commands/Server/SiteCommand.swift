import ArgumentParser

struct SiteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "site",
    abstract: "Write the pages of the Registry App as files, for any web server.",
    subcommands: [SiteBuildCommand.self])
}
