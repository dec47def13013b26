import ArgumentParser
import Diagnostics
import Git

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
          status: .usage,
          "'\(EscapedText.line(word))' is not a command of \(path)\nhelp: \(help(for: word, among: shown, at: path))")
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

  /// Whole command lines, where a synonym of the word alone would lead astray: `git registry publish` makes no registry.
  private static let commandLines = [
    "publish": "git registry version create REGISTRY/MODEL", "register": "git registry version create REGISTRY/MODEL",
    "upload": "git registry version create REGISTRY/MODEL",
    "push": "git push, or --push on a command that writes; git registry version create publishes",
    "registry": "git registry create, edit, delete or list",
    "promote": "git registry alias set REGISTRY/MODEL@VERSION ALIAS, or git registry candidate promote",
    "undo": "git revert HEAD; git registry version yank withdraws a published version",
    "rollback": "git registry alias set REGISTRY/MODEL@VERSION ALIAS",
  ]

  private static func help(for word: String, among names: [String], at path: String) -> String {
    if path == "git registry", let line = commandLines[word] { return "use \(line)" }
    if let meant = synonyms[word]?.first(where: { names.contains($0) }) ?? Suggestion.nearest(to: word, among: names) {
      return "did you mean '\(meant)'?"
    }
    return "use one of: \(names.joined(separator: ", "))"
  }

  private static func name(of command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? command._commandName
  }
}
