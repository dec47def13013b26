import ArgumentParser

struct HookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook",
    abstract: "Install and check the pre-receive hook that refuses invalid pushes.",
    subcommands: [HookInstallCommand.self, HookCheckCommand.self, HookPreReceiveCommand.self])
}
