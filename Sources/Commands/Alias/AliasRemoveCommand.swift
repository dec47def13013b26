import Actions
import ArgumentParser
import Manifests

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
    try options.commit(RemoveAlias(aliases, of: reference.requireModel()), in: options.place.repository())
  }
}
