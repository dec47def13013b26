import ArgumentParser
import Git
import Manifests
import RegistryStore
import Rules

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
    let repository = try options.place.repository()
    let actor = try repository.authorEmail()
    try options.commit("Create registry \(name)", in: repository) { edit, snapshot in
      guard try snapshot.registry(name) == nil else { throw CommandFailure("there is a registry '\(name)' already") }
      var registry = Registry(type: .custom, visibility: .organization, acceptedArtifactTypes: .all)
      if !settings.accept.isEmpty { registry.acceptedArtifactTypes = .only([]) }
      let find = Finder(snapshot: snapshot)
      if let creator = try Rights.memberName(actor, in: snapshot) { registry.members[creator] = .admin }
      try settings.apply(to: &registry, find)
      try edit.write(registry, at: "registries/\(name)/registry")
    }
  }
}
