import ArgumentParser
import Diagnostics

/// A misspelt command, found before the parser, which would call it an unexpected argument.
enum UnknownCommand {
  static func check(_ arguments: [String]) throws {
    var command: any ParsableCommand.Type = GitRegistry.self
    var path = "git registry"
    for word in arguments.first == "help" ? arguments.dropFirst() : arguments[...] {
      let subcommands = command.configuration.subcommands
      guard !subcommands.isEmpty, !word.hasPrefix("-"), word != "help" else { return }
      guard let next = subcommands.first(where: { name(of: $0) == word }) else {
        let shown = subcommands.filter { $0.configuration.shouldDisplay }.map { name(of: $0) }
        throw CommandFailure(
          status: .usage, "'\(word)' is no command of \(path)\nhelp: \(help(for: word, among: shown))")
      }
      command = next
      path += " \(word)"
    }
  }

  /// What other registries and git call things.
  private static let synonyms: [String: [String]] = [
    "add": ["create", "set"], "create": ["add", "set"], "new": ["create", "add"], "publish": ["create", "version"],
    "delete": ["retire", "remove"], "remove": ["delete", "retire"], "rm": ["remove", "retire", "delete"],
    "download": ["pull"], "fetch": ["pull"], "get": ["pull", "show"], "checkout": ["pull"], "use": ["pull"],
    "ls": ["list"], "search": ["list"], "history": ["log"], "info": ["show"], "describe": ["show"], "move": ["set"],
    "update": ["edit"], "change": ["edit"], "link": ["alias"], "upload": ["version", "create"], "push": ["version"],
    "check": ["validate"], "lint": ["validate"], "format": ["fmt"], "user": ["member"], "fsck": ["verify"],
    "prune": ["gc"],
  ]

  private static func help(for word: String, among names: [String]) -> String {
    if let meant = synonyms[word]?.first(where: { names.contains($0) }) ?? Suggestion.nearest(to: word, among: names) {
      return "did you mean '\(meant)'?"
    }
    return "use one of: \(names.joined(separator: ", "))"
  }

  private static func name(of command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? command._commandName
  }
}
