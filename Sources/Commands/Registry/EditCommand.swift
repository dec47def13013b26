import Actions
import ArgumentParser

struct EditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Change a registry: description, visibility, accepted types, protected aliases, policy, admins.",
    discussion: """
      --accept, --protect and --admin add to the existing values.

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

  @Flag(help: "Reopen a retired registry.")
  var restore = false

  @OptionGroup var options: WriteOptions

  func run() throws {
    try RegistrySettings.requireRegistry(name, insteadOf: "git registry model edit \(name)")
    var action = EditRegistry(name, settings.changes)
    action.unprotectedAliases = unprotect
    action.isRestored = restore
    try options.commit(action, in: options.place.repository())
  }
}
