import ArgumentParser

/// `git registry site`.
struct SiteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "site", abstract: "Write the pages as files; see git registry site build --help.",
    subcommands: [SiteBuildCommand.self])
}
