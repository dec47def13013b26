import Actions
import ArgumentParser
import Manifests

struct ModelCreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Create a model in a registry.",
    discussion: """
      EXAMPLES
        git registry model create Fine_Tuned_Models/sentiment --description "Sentiment of product reviews." --tag task=text-classification
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL.", valueName: "model"))
  var reference: Reference

  @OptionGroup var settings: ModelSettings
  @OptionGroup var options: WriteOptions

  func run() throws {
    try options.commit(
      CreateModel(reference.requireModel(), settings.changes()), in: options.place.repository())
  }
}
