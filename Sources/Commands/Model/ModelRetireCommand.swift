import Actions
import ArgumentParser
import Manifests

struct ModelRetireCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire",
    abstract: "Retire a model: its folder is removed, and its name is never used again.",
    discussion: """
      The name is recorded in registry.yaml, so that old references never mean something else. History keeps the versions. \
      --reason goes into the commit's message.

      EXAMPLES
        git registry model retire Fine_Tuned_Models/sentiment
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL.", valueName: "model"))
  var reference: Reference

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String?

  @OptionGroup var options: WriteOptions

  func run() throws {
    try options.commit(RetireModel(reference.requireModel(), because: reason), in: options.place.repository())
  }
}
