import ArgumentParser

/// A command's man page.
///
/// Source: man(7).
enum ManualPage {
  /// - Parameter date: of the release, `2026-11-22`.
  static func text(of page: CommandPage, root: CommandPage, date: String) -> String {
    var lines = [
      #".TH "\#(page.fileName.uppercased())" "1" "\#(date)" "git-registry \#(Program.version)" "Git Registry Manual""#,
      ".SH NAME", "\(escaped(page.fileName)) \\- \(escaped(page.abstract.droppingFinalStop))",
      ".SH SYNOPSIS", ".HP 4", ".nh", ".ad l", synopsis(of: page), ".ad b", ".SH DESCRIPTION",
    ]
    let (paragraphs, examples) = page.parts
    lines += paragraphs.isEmpty ? [escaped(page.abstract)] : paragraphs.flatMap { [".PP", escaped($0)] }
    let arguments = page.arguments.filter { page.subcommands.isEmpty || $0.kind != .positional }
    if page.words.count == 2 {
      lines += groups(of: root)
    } else if !page.subcommands.isEmpty {
      lines += [".SH COMMANDS"] + page.subcommands.flatMap(entry)
    }
    if !arguments.isEmpty { lines += [".SH OPTIONS"] + arguments.flatMap(entry) }
    if !examples.isEmpty {
      lines +=
        [".SH EXAMPLES"] + examples.flatMap { [".PP", ".nf", ".RS 4"] + folded($0).map(escaped) + [".RE", ".fi"] }
    }
    for section in Manual.sections where page.words.count == 2 || section.isOnEveryPage {
      lines +=
        [".SH \(section.title)"] + section.rows.flatMap { [".TP", "\\fB\(escaped($0.term))\\fP", escaped($0.text)] }
    }
    let related = related(to: page, root)
    lines += [".SH SEE ALSO", related.map { "\\fB\(escaped($0))\\fP(1)" }.joined(separator: ",\n")]
    return lines.map { $0 + "\n" }.joined()
  }

  /// The name in bold; no argument is torn from its value.
  private static func synopsis(of page: CommandPage) -> String {
    let isGroup = !page.subcommands.isEmpty
    let rest = isGroup ? ["<command>", "[<options>]"] : page.arguments.map(\.usage)
    let words = rest.map { escaped($0).replacing(" ", with: "\\~") }
    return (["\\fB\(escaped(page.name).replacing(" ", with: "\\~"))\\fP"] + words).joined(separator: " ")
  }

  private static let exampleWidth = 68

  /// A long command in lines as a shell takes them, broken before options, and before arguments where those are long.
  static func folded(_ example: String) -> [String] {
    var lines = [""]
    for piece in example.split(separator: " --").enumerated().flatMap({ pieces($1, isOption: $0 > 0) }) {
      if let last = lines.last, !last.isEmpty, last.count + piece.count > exampleWidth {
        lines[lines.count - 1] += " \\"
        lines.append("   " + piece)
      } else {
        lines[lines.count - 1] += piece
      }
    }
    return lines
  }

  private static func pieces(_ part: Substring, isOption: Bool) -> [String] {
    let whole = isOption ? " --" + part : String(part)
    // Behind three blanks, and before a backslash.
    guard whole.count + 5 > exampleWidth else { return [whole] }
    let words = part.split(separator: " ")
    // An option is not torn from its value, nor a command from its first argument.
    let head = words.prefix(isOption ? 2 : 3).joined(separator: " ")
    return [isOption ? " --" + head : head] + words.dropFirst(isOption ? 2 : 3).map { " " + $0 }
  }

  private static func groups(of root: CommandPage) -> [String] {
    GitRegistry.configuration.groupedSubcommands.flatMap { group in
      [".SH \(escaped(group.name.uppercased()))"]
        + group.subcommands.compactMap { type in
          root.subcommands.first { $0.words.last == type.configuration.commandName }
        }.flatMap(entry)
    }
  }

  private static func entry(_ page: CommandPage) -> [String] {
    [".TP", "\\fB\(escaped(page.fileName))\\fP(1)", escaped(page.abstract)]
  }

  private static func entry(_ argument: CommandPage.Argument) -> [String] {
    let standard = argument.standard.map { " Default: \($0)." } ?? ""
    return [".TP", "\\fB\(escaped(argument.form))\\fP", escaped(argument.abstract + standard)]
  }

  private static func related(to page: CommandPage, _ root: CommandPage) -> [String] {
    if page.words.count == 2 { return ["git", "git-lfs", "githooks", "gitrevisions"] }
    let parent = root.all.first { $0.subcommands.contains { $0.words == page.words } }
    let siblings = (parent?.subcommands ?? []).filter { $0.words != page.words }.map(\.fileName)
    return [parent?.fileName ?? root.fileName] + (page.words.count == 3 ? [] : siblings)
  }

  /// A line that starts with a dot or an apostrophe would be a request, a bare hyphen would become a dash.
  private static func escaped(_ text: String) -> String {
    let safe = text.map { character in
      switch character {
      case "\\": "\\e"
      case "-": "\\-"
      case "'": "\\(aq"
      case "…": "\\&..."
      default: String(character)
      }
    }.joined()
    return safe.hasPrefix(".") ? "\\&" + safe : safe
  }
}

extension String {
  var droppingFinalStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
