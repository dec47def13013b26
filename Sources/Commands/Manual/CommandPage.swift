import ArgumentParser
import ManifestCoding

/// What is to be said of one command, read from the parser's own description of it, from which `--help` is made too.
struct CommandPage {
  struct Argument {
    enum Kind: String {
      case positional, option, flag
    }

    let kind: Kind
    /// `-m`, `--message`; none for a positional one.
    let names: [String]
    let valueName: String
    let abstract: String
    let standard: String?
    let isOptional: Bool
    let isRepeating: Bool

    /// `<ref>` or `-m <text>, --message <text>`.
    var form: String {
      let value = kind == .flag ? "" : "<\(valueName)>"
      return names.isEmpty ? value : names.map { value.isEmpty ? $0 : "\($0) \(value)" }.joined(separator: ", ")
    }

    /// As a synopsis shows it.
    var usage: String {
      let last = names.last.map { kind == .flag ? $0 : "\($0) <\(valueName)>" } ?? "<\(valueName)>"
      let once = isOptional ? "[\(last)]" : last
      return isRepeating ? once + "…" : once
    }
  }

  /// The words of the command: `git`, `registry`, `version`, `create`.
  let words: [String]
  let abstract: String
  let discussion: String
  let arguments: [Argument]
  let subcommands: [CommandPage]

  /// `git-registry-version-create`.
  var fileName: String { words.joined(separator: "-") }
  /// `git registry version create`.
  var name: String { words.joined(separator: " ") }

  /// This page and all below it.
  var all: [CommandPage] { [self] + subcommands.flatMap(\.all) }

  var synopsis: String {
    let isGroup = !subcommands.isEmpty
    return ([name] + (isGroup ? ["<command>", "[<options>]"] : arguments.map(\.usage))).joined(separator: " ")
  }

  /// The discussion's paragraphs, and the lines below its `EXAMPLES`.
  var parts: (paragraphs: [String], examples: [String]) {
    let halves = discussion.split(separator: "EXAMPLES\n", maxSplits: 1, omittingEmptySubsequences: false)
    let paragraphs = halves[0].split(separator: "\n\n").map { $0.split(separator: "\n").joined(separator: " ") }
    let examples = halves.count > 1 ? halves[1].split(separator: "\n").map { String($0.drop { $0 == " " }) } : []
    return (paragraphs.filter { !$0.isEmpty }, examples)
  }

  /// The whole program.
  static func program() -> CommandPage {
    let (node, _) = JSONReader.read(GitRegistry._dumpHelp())
    return CommandPage(node?["command"], below: ["git"])
  }

  private init(_ node: Node?, below parents: [String]) {
    let name = node?["commandName"]?.text ?? ""
    words = parents + [parents == ["git"] ? "registry" : name]
    abstract = node?["abstract"]?.text ?? ""
    discussion = node?["discussion"]?.text ?? ""
    let words = words
    arguments = (node?["arguments"]?.elements ?? []).compactMap(Argument.init).filter { argument in
      // On every command, and worth telling once.
      words.count == 2 || !["--version", "--help"].contains { argument.names.contains($0) }
    }
    subcommands = (node?["subcommands"]?.elements ?? []).filter { $0.isShown && $0["commandName"]?.text != "help" }
      .map { CommandPage($0, below: words) }
  }
}

extension CommandPage.Argument {
  fileprivate init?(_ node: Node) {
    guard node.isShown, let kind = node["kind"]?.text.flatMap(Kind.init) else { return nil }
    self.kind = kind
    let names = (node["names"]?.elements ?? []).map { name in
      (name["kind"]?.text == "long" ? "--" : "-") + (name["name"]?.text ?? "")
    }
    self.names = names.sorted { $0.count < $1.count }
    valueName = node["valueName"]?.text ?? ""
    abstract = node["abstract"]?.text ?? ""
    standard = node["defaultValue"]?.text
    isOptional = node["isOptional"]?.text == "true"
    isRepeating = node["isRepeating"]?.text == "true"
  }
}

extension Node {
  fileprivate subscript(key: String) -> Node? { pairs.first { $0.key == key }?.value }
  fileprivate var text: String? { if case .scalar(let scalar) = content { scalar.text } else { nil } }
  fileprivate var isShown: Bool { self["shouldDisplay"]?.text != "false" }
}
