import Actions
import ArgumentParser
import Manifests

struct VersionRetireCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire",
    abstract: "Retire a version: its manifest is removed, and its number is never used again.",
    discussion: """
      The number is recorded in model.yaml. Aliases must be moved first. History and blobs stay. --reason goes into the \
      commit's message.

      EXAMPLES
        git registry version retire Fine_Tuned_Models/sentiment@1.0.0 --reason "licence withdrawn"
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL@VERSION.", valueName: "ref"))
  var reference: Reference

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String?

  @OptionGroup var options: WriteOptions

  func run() throws {
    let repository = try options.place.repository()
    let (model, number) = try reference.requireExactVersion(RegistryLookup(options.headSnapshot(of: repository)))
    try options.commit(RetireVersion(number, of: model, because: reason), in: repository)
  }
}
