import ArgumentParser
import Manifests
import RegistryStore

struct AliasCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alias",
    abstract: "Set, move and remove aliases of versions.",
    subcommands: [AliasSetCommand.self, AliasRemoveCommand.self])
}

struct AliasSetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Point aliases at a version.",
    discussion: """
      An alias that points elsewhere is moved. Aliases in protectedAliases of the registry take an admin.

      EXAMPLES
        git registry alias set Fine_Tuned_Models/sentiment@1.2.0 champion
        git registry alias set Fine_Tuned_Models/sentiment@latest staging canary
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL@VERSION.", valueName: "ref"))
  var reference: Reference

  @Argument(help: ArgumentHelp("The aliases.", valueName: "alias"))
  var aliases: [String]

  @OptionGroup var options: WriteOptions

  func run() throws {
    let (name, selector) = try reference.requireVersion()
    try options.commit("Set \(aliases.joined(separator: ", ")) to \(reference)", in: options.place.repository()) { edit, snapshot in
      let find = Finder(snapshot: snapshot)
      let number = try find.number(selector, of: name)
      var model = try find.model(name)
      for alias in aliases { model.aliases[alias] = number }
      try edit.write(model, at: "\(name.folder)/model")
    }
  }
}

struct AliasRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Remove aliases from a model.",
    discussion: """
      EXAMPLES
        git registry alias remove Fine_Tuned_Models/sentiment canary
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL.", valueName: "model"))
  var reference: Reference

  @Argument(help: ArgumentHelp("The aliases.", valueName: "alias"))
  var aliases: [String]

  @OptionGroup var options: WriteOptions

  func run() throws {
    let name = try reference.requireModel()
    try options.commit("Remove \(aliases.joined(separator: ", ")) from \(name)", in: options.place.repository()) { edit, snapshot in
      let find = Finder(snapshot: snapshot)
      var model = try find.model(name)
      for alias in aliases {
        _ = try find.number(.alias(alias), of: name)
        model.aliases[alias] = nil
      }
      try edit.write(model, at: "\(name.folder)/model")
    }
  }
}
