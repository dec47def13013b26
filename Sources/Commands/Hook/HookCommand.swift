import ArgumentParser

struct HookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook",
    abstract: "Install, show, check and remove the hooks that refuse invalid pushes and record the others.",
    subcommands: [
      HookInstallCommand.self, HookShowCommand.self, HookCheckCommand.self, HookUninstallCommand.self,
      HookPreReceiveCommand.self, HookProcReceiveCommand.self, HookPostReceiveCommand.self,
    ])
}
