import ArgumentParser
import Manifests
import RegistryStore

struct EditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Change a registry: description, visibility, accepted types, protected aliases, policy, admins.",
    discussion: """
      --accept, --protect and --admin add to what is there.

      EXAMPLES
        git registry edit Fine_Tuned_Models --accept tokenizer
        git registry edit Fine_Tuned_Models --visibility organization --protect production
      """)

  @Argument(help: ArgumentHelp("Name of the registry.", valueName: "registry"), completion: .registry)
  var name: String

  @OptionGroup var settings: RegistrySettings

  @Option(
    help: ArgumentHelp("A protected alias that members may move again; may be repeated.", valueName: "alias"),
    completion: .protectedAlias)
  var unprotect: [String] = []

  @Flag(help: "Take up a retired registry again.")
  var restore = false

  @OptionGroup var options: WriteOptions

  func run() throws {
    try RegistrySettings.requireRegistry(name, insteadOf: "git registry model edit \(name)")
    let repository = try options.place.repository()
    try options.commit("Edit registry \(name)", in: repository) { edit, snapshot in
      let find = Finder(snapshot: snapshot)
      var registry = try find.registry(name)
      try settings.apply(to: &registry, find)
      for alias in unprotect where !registry.protectedAliases.contains(alias) {
        throw Finder.missing("'\(alias)' is no protected alias of \(name)", alias, registry.protectedAliases)
      }
      registry.protectedAliases.removeAll { unprotect.contains($0) }
      if restore { registry.status = .active }
      try edit.write(registry, at: "registries/\(name)/registry")
    }
  }
}
