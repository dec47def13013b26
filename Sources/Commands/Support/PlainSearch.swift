/// `search [WORDS]` with one of `--models` and its like, `--where`, `--sort`, `--columns`, `--limit`, `--csv`, and `--json`, each once.
///
/// The parser takes 16 million instructions for the options of this command, finding 50 of a million versions as many.
struct PlainSearch {
  private var words: [String] = []
  private var values: [String: String] = [:]
  private var flags: Set<String> = []
  private var scope = SearchCommand.Scope.versions

  private static let options: Set<String> = ["--where", "--sort", "--columns", "--limit"]
  private static let knownFlags: Set<String> = ["--csv", "--json"]

  /// Nil for what the parser has to look at.
  init?(_ arguments: ArraySlice<String>) {
    var rest = arguments
    var hasScope = false
    while let argument = rest.popFirst() {
      if Self.options.contains(argument) {
        guard values[argument] == nil, let value = rest.popFirst(), !value.isEmpty else { return nil }
        values[argument] = value
      } else if Self.knownFlags.contains(argument) {
        guard flags.insert(argument).inserted else { return nil }
      } else if let scope = SearchCommand.Scope.allCases.first(where: { argument == "--\($0.rawValue)" }) {
        guard !hasScope else { return nil }
        (self.scope, hasScope) = (scope, true)
      } else {
        guard !argument.isEmpty, !argument.hasPrefix("-") else { return nil }
        words.append(argument)
      }
    }
  }

  /// The command as the parser would make it; nil where it would refuse something.
  var command: SearchCommand? {
    var options = SearchOptions.none
    (options.filter, options.sort, options.columns) = (values["--where"], values["--sort"], values["--columns"])
    options.csv = flags.contains("--csv")
    if let text = values["--limit"] {
      guard let limit = Int(text), limit >= 1 else { return nil }
      options.limit = limit
    }
    var command = SearchCommand()
    (command.words, command.scope, command.options) = (words, scope, options)
    (command.source, command.output) = (.none, .plain(json: flags.contains("--json")))
    return command
  }
}
