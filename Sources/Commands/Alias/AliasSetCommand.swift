import Actions
import ArgumentParser
import Manifests

struct AliasSetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Point aliases at a version.",
    discussion: """
      An alias that points to another version is moved. Aliases in protectedAliases of the registry need an admin.

      EXAMPLES
        git registry alias set Fine_Tuned_Models/sentiment@1.2.0 champion
        git registry alias set Fine_Tuned_Models/sentiment@latest staging canary
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL@VERSION.", valueName: "ref"))
  var reference: Reference

  @Argument(help: ArgumentHelp("The aliases.", valueName: "alias"), completion: .alias)
  var aliases: [String]

  @OptionGroup var options: WriteOptions

  func run() throws {
    let (model, version) = try reference.requireVersion()
    try options.commit(SetAlias(aliases, of: model, to: version), in: options.place.repository())
  }
}
