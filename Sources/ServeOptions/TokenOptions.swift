package import ArgumentParser

/// Where tokens are kept.
package struct TokenPlace: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder that the server keeps runs and tokens in; the one that it used last unless given.",
      valueName: "folder"),
    completion: .directory)
  package var data: String?

  package init() {}

  package var words: [String] { data.map { ["--data", $0] } ?? [] }
}

/// What `git registry token create` takes.
package struct TokenCreateOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The name or e-mail address of a member.", valueName: "member"))
  package var member: String

  @Option(help: ArgumentHelp("What it allows at most: read, write or admin.", valueName: "scope"))
  package var scope = "write"

  @Option(
    help: ArgumentHelp("A registry that it is good for; may be repeated. All unless given.", valueName: "registry"))
  package var registry: [String] = []

  @Option(help: ArgumentHelp("How long it is good for: 90d, 12h or never.", valueName: "time"))
  package var expires = "90d"

  @OptionGroup package var place: TokenPlace

  package init() {}

  package var words: [String] {
    ["--scope", scope, "--expires", expires] + registry.flatMap { ["--registry", $0] } + place.words + ["--", member]
  }
}

/// What `git registry token list` takes.
package struct TokenListOptions: ParsableArguments {
  @Flag(help: "Print JSON.")
  package var json = false

  @OptionGroup package var place: TokenPlace

  package init() {}

  package var words: [String] { (json ? ["--json"] : []) + place.words }
}

/// What `git registry token revoke` takes.
package struct TokenRevokeOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The id that `token list` shows.", valueName: "id"))
  package var id: String

  @OptionGroup package var place: TokenPlace

  package init() {}

  package var words: [String] { place.words + ["--", id] }
}
