import ArgumentParser
import Manifests
import RegistryStore

struct ModelEditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Change a model's description and tags.",
    discussion: """
      --tag adds a tag or changes its value.

      EXAMPLES
        git registry model edit Fine_Tuned_Models/sentiment --tag owner=nlp
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL.", valueName: "model"))
  var reference: Reference

  @OptionGroup var settings: ModelSettings

  @Option(help: ArgumentHelp("A tag to remove; may be repeated.", valueName: "key"))
  var untag: [String] = []

  @OptionGroup var options: WriteOptions

  func run() throws {
    let name = try reference.requireModel()
    try options.commit("Edit model \(name)", in: options.place.repository()) { edit, snapshot in
      var model = try Finder(snapshot: snapshot).model(name)
      try settings.apply(to: &model)
      try Finder.remove(untag, from: &model.tags, of: "\(name)")
      try edit.write(model, at: "\(name.folder)/model")
    }
  }
}
