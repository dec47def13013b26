import ArgumentParser
import Enforcement

struct HookPreReceiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pre-receive",
    abstract: "Judge a push: what git runs.",
    discussion: """
      Reads git's lines from standard input in the environment of a pre-receive hook. Exit status 0 accepts, any other \
      refuses.

      EXAMPLES
        git registry hook pre-receive --actor-from os < updates
      """)

  @OptionGroup var settings: HookSettings

  func run() throws {
    let status = PreReceiveHook.run(arguments: settings.value.arguments, program: Program.version)
    if status != 0 { throw ExitCode(status) }
  }
}
