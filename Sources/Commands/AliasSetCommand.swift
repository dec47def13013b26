import ArgumentParser
import Git
import Manifests
import RegistryStore
import Rules

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

  @Argument(help: ArgumentHelp("The aliases.", valueName: "alias"), completion: .alias)
  var aliases: [String]

  @OptionGroup var options: WriteOptions

  func run() throws {
    let (name, selector) = try reference.requireVersion()
    let repository = try options.place.repository()
    let number = try Finder(snapshot: options.headSnapshot(of: repository)).number(selector, of: name)
    let summary = "Set \(aliases.joined(separator: ", ")) of \(name) to \(number)"
    try options.commit(summary, in: repository) { edit, snapshot in
      let find = Finder(snapshot: snapshot)
      _ = try find.version(number, of: name)
      var model = try find.model(name)
      for alias in aliases { model.aliases[alias] = number }
      try edit.write(model, at: "\(name.folder)/model")
    }
  }
}
