import Actions
import ArgumentParser

struct CreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Create a custom registry.",
    discussion: """
      Whoever creates a registry becomes its admin. Without --accept it accepts artifacts of every type.

      EXAMPLES
        git registry create Fine_Tuned_Models --description "Models fine-tuned from a base model." --visibility restricted --accept model --accept dataset
        git registry create Experiments --protect production --ordering ascending
      """)

  @Argument(help: ArgumentHelp("Name of the registry.", valueName: "registry"))
  var name: String

  @OptionGroup var settings: RegistrySettings
  @OptionGroup var options: WriteOptions

  func run() throws {
    try RegistrySettings.requireRegistry(name, insteadOf: "git registry model create \(name)")
    try options.commit(CreateRegistry(name, settings.changes), in: options.place.repository())
  }
}
