import ArgumentParser
import Manifests
import RegistryStore
import Rules

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
    let name = try reference.requireModel()
    try options.commit("Create model \(name)", in: options.place.repository()) { edit, snapshot in
      _ = try Finder(snapshot: snapshot).registry(name.registry)
      guard try snapshot.model(name) == nil else { throw CommandFailure("there is a model '\(name)' already") }
      var model = Model()
      try settings.apply(to: &model)
      try edit.write(model, at: "\(name.folder)/model")
    }
  }
}
