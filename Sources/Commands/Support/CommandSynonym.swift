/// Other words for a command, as people who know git, GitLab or W&B type them: what a word is done to may stand in front.
///
///     registry create Lab               create Lab
///     version list Lab/sentiment        list Lab/sentiment
///     diff Lab/m@1.0.0 Lab/m@1.1.0      compare Lab/m@1.0.0 Lab/m@1.1.0
enum CommandSynonym {
  private static let table: [String: [String: String]] = [
    "registry": ["create": "create", "edit": "edit", "delete": "delete", "list": "list", "show": "show"],
    "model": ["list": "list", "show": "show"],
    "version": ["list": "list", "show": "show"],
    "alias": ["list": "show"],
  ]

  /// The words of a command line as the parser knows them.
  static func resolved(_ arguments: [String]) -> [String] {
    guard arguments.count >= 2 else { return arguments }
    if arguments[0] == "help" { return ["help"] + resolved(Array(arguments.dropFirst())) }
    if let command = table[arguments[0]]?[arguments[1]] { return [command] + arguments.dropFirst(2) }
    guard arguments[0] == "diff" else { return arguments }
    let names = arguments.dropFirst().filter { !$0.hasPrefix("-") }
    return names.count == 2 && names.allSatisfy(isVersion) ? ["compare"] + arguments.dropFirst() : arguments
  }

  /// REGISTRY/MODEL@VERSION, which no revision of git looks like: `@{` stands there instead.
  private static func isVersion(_ word: String) -> Bool {
    guard let at = word.utf8.firstIndex(of: UInt8(ascii: "@")) else { return false }
    let rest = word.utf8[word.utf8.index(after: at)...]
    return word.utf8[..<at].count { $0 == UInt8(ascii: "/") } == 1
      && rest.first.map { $0 != UInt8(ascii: "{") } ?? false
  }
}
