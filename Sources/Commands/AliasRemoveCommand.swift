import ArgumentParser
import Git
import Manifests
import RegistryStore
import Rules

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

  @Argument(help: ArgumentHelp("The aliases.", valueName: "alias"), completion: .alias)
  var aliases: [String]

  @OptionGroup var options: WriteOptions

  func run() throws {
    let name = try reference.requireModel()
    try options.commit("Remove \(aliases.joined(separator: ", ")) from \(name)", in: options.place.repository()) {
      edit, snapshot in
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
