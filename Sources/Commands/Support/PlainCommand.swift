import ArgumentParser
import Manifests

/// The commands that people and scripts read and judge with all day, run without the argument parser where their arguments
/// are plain.
///
/// Starting the parser takes 10 million instructions, reading a version 3. A plain command line is `show REF`, `resolve REF`,
/// `list [REF]`, each with `--json` or not, `validate [--base REV]`, `--version`, `search` with words and a filter, and
/// `version create` with what CI says of a version. Everything else is the parser's, errors and help too, so there is one meaning; a test holds both
/// ways equal.
enum PlainCommand {
  case version
  case show(ShowCommand)
  case resolve(ResolveCommand)
  case list(ListCommand)
  case validate(ValidateCommand)
  case create(VersionCreateCommand)
  case search(SearchCommand)

  /// - Returns: nil where the parser has to look.
  static func run(_ arguments: [String]) throws -> ExitStatus? {
    switch PlainCommand(arguments) {
    case nil: return nil
    case .version: Terminal.write(Program.version + "\n")
    case .show(let command): try paged(command.run)
    case .resolve(let command): try paged(command.run)
    case .list(let command): try paged(command.run)
    case .validate(let command): return try paged(command.outcome)
    case .create(let command): try command.run()
    case .search(let command): try paged(command.run)
    }
    return .success
  }

  /// Nil for what the parser has to look at.
  init?(_ arguments: [String]) {
    guard let verb = arguments.first else { return nil }
    let rest = arguments.dropFirst()
    switch verb {
    case "--version" where rest.isEmpty: self = .version
    case "validate":
      guard let command = Self.validate(rest) else { return nil }
      self = .validate(command)
    case "version" where rest.first == "create":
      guard let command = PlainCreation(rest.dropFirst())?.command else { return nil }
      self = .create(command)
    case "search":
      guard let command = PlainSearch(rest)?.command else { return nil }
      self = .search(command)
    case "show", "resolve", "list":
      guard let command = Self.read(verb, rest) else { return nil }
      self = command
    default: return nil
    }
  }

  private static func read(_ verb: String, _ arguments: ArraySlice<String>) -> PlainCommand? {
    let words = arguments.filter { $0 != "--json" }
    let flagCount = arguments.count - words.count
    guard words.count <= 1, flagCount <= 1, !words.contains(where: { $0.hasPrefix("-") }) else { return nil }
    let reference = words.first.flatMap { Reference($0) }
    guard words.isEmpty || reference != nil else { return nil }
    let output = ReadOptions.plain(json: flagCount == 1)
    switch (verb, reference) {
    case ("show", let reference?):
      var command = ShowCommand()
      command.reference = reference
      (command.mlflow, command.card) = (false, false)
      command.source = .none
      command.output = output
      return .show(command)
    case ("resolve", let reference?):
      var command = ResolveCommand()
      command.digest = false
      command.source = .none
      command.reference = reference
      command.output = output
      return .resolve(command)
    case ("list", let reference):
      var command = ListCommand()
      command.source = .none
      command.options = .none
      command.reference = reference
      command.output = output
      return .list(command)
    default: return nil
    }
  }

  /// `validate`, with `--base REV` or not: what runs before each commit and in each job.
  private static func validate(_ arguments: ArraySlice<String>) -> ValidateCommand? {
    guard arguments.isEmpty || (arguments.count == 2 && arguments.first == "--base"),
      arguments.last?.hasPrefix("-") != true
    else { return nil }
    var command = ValidateCommand()
    (command.revision, command.base, command.mergeWith) = (nil, arguments.last, nil)
    (command.staged, command.worktree, command.json) = (false, false, false)
    (command.actor, command.root, command.report) = (nil, nil, [])
    command.place = .here
    return command
  }

  private static func paged<Value>(_ run: () throws -> Value) rethrows -> Value {
    let pager = Pager()
    defer { pager?.finish() }
    return try run()
  }
}

extension ReadOptions {
  /// What the parser makes of no other option than `--json`.
  static func plain(json: Bool) -> ReadOptions {
    var options = ReadOptions()
    options.place = .here
    options.at = nil
    options.json = json
    return options
  }
}

extension SourceRepository {
  /// Without `--repo`.
  static var none: SourceRepository {
    var source = SourceRepository()
    source.repo = nil
    return source
  }
}

extension RepositoryOption {
  /// Without `-C`.
  static var here: RepositoryOption {
    var place = RepositoryOption()
    place.directory = nil
    return place
  }
}
