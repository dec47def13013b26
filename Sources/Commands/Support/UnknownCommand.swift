import ArgumentParser
import Diagnostics

/// A misspelt command, found before the parser, which would call it an unexpected argument.
enum UnknownCommand {
  static func check(_ arguments: [String]) throws {
    var command: any ParsableCommand.Type = GitRegistry.self
    var path = "git registry"
    for word in arguments {
      let subcommands = command.configuration.subcommands
      guard !subcommands.isEmpty, !word.hasPrefix("-"), word != "help" else { return }
      let names = subcommands.map(name)
      guard let next = subcommands.first(where: { name(of: $0) == word }) else {
        let help = Suggestion.help(for: word, among: names).map { "\nhelp: \($0)" } ?? ""
        throw CommandFailure(status: .usage, "'\(word)' is no command of \(path)\(help)")
      }
      command = next
      path += " \(word)"
    }
  }

  private static func name(of command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? command._commandName
  }
}
