import ArgumentParser
import Enforcement

struct HookPostReceiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "post-receive",
    abstract: "Record an accepted push in refs/registry/log: what git runs.",
    discussion: """
      Reads git's lines from standard input in the environment of a post-receive hook. The push stands whatever the exit status is.

      EXAMPLES
        git registry hook post-receive --actor-from os < updates
      """)

  @OptionGroup var settings: HookSettings

  func run() throws {
    let status = PostReceiveHook.run(arguments: settings.value.arguments, program: Program.version)
    if status != 0 { throw ExitCode(status) }
  }
}
