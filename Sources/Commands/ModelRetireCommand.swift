import ArgumentParser
import Git
import Manifests
import RegistryStore

struct ModelRetireCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire",
    abstract: "Retire a model: its folder goes away, its name is never used again.",
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
    let name = try reference.requireModel()
    let summary = "Retire model \(name)" + (reason.map { "\n\n\($0)" } ?? "")
    try options.commit(summary, in: options.place.repository()) { edit, snapshot in
      let find = Finder(snapshot: snapshot)
      _ = try find.model(name)
      var registry = try find.registry(name.registry)
      registry.retired.append(name.model)
      try edit.write(registry, at: "registries/\(name.registry)/registry")
      if let folder = RepositoryPath(name.folder) { try edit.removeFolder(folder) }
    }
  }
}
