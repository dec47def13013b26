import ArgumentParser

struct CompletionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion",
    abstract: "Print the completion script of a shell; make install installs it.",
    discussion: """
      EXAMPLES
        git registry completion bash > ~/.local/share/bash-completion/completions/git-registry
      """,
    shouldDisplay: false)

  @Argument(help: ArgumentHelp("bash, zsh or fish.", valueName: "shell"))
  var shell: Shell

  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish
  }

  @Flag(help: "Print what fish reads at its start, so that it also completes after git.")
  var behindGit = false

  func run() { Terminal.write(behindGit ? CompletionScript.fishBehindGit : CompletionScript.text(for: shell)) }
}
