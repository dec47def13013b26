import ArgumentParser

struct HookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook",
    abstract: "Install and check the hooks that refuse invalid pushes and record the others.",
    subcommands: [
      HookInstallCommand.self, HookCheckCommand.self, HookPreReceiveCommand.self, HookProcReceiveCommand.self,
      HookPostReceiveCommand.self,
    ])
}
