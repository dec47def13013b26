import ArgumentParser
import Enforcement

struct HookProcReceiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "proc-receive",
    abstract: "Judge a push again and move its references: what git runs after hook install --strict.",
    discussion: """
      Speaks git's protocol of that hook on standard input and output. Exit status 0 if git got an answer, whatever the \
      verdict; any other refuses.

      EXAMPLES
        git registry hook proc-receive --actor-from os
      """)

  @OptionGroup var settings: HookSettings

  func run() throws {
    let status = ProcReceiveHook.run(arguments: settings.value.arguments, program: Program.version)
    if status != 0 { throw ExitCode(status) }
  }
}
