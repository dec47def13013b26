import Actions
import ArgumentParser
import Manifests

struct VersionEditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Add facts to a published version, or change its description and tags.",
    discussion: """
      What is published never changes: artifacts, parameters and metrics can be added, not replaced, and a signature can be \
      set if there is none.

      EXAMPLES
        git registry version edit Fine_Tuned_Models/sentiment@1.2.0 --metric f1=0.91 --tag reviewed=yes
        git registry version edit Fine_Tuned_Models/sentiment@champion --log train.log
        git registry version edit Fine_Tuned_Models/sentiment@1.2.0 --signature auto
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL@VERSION.", valueName: "ref"))
  var reference: Reference

  @OptionGroup var facts: FactOptions

  @Option(help: ArgumentHelp("A tag to remove; may be repeated.", valueName: "key"))
  var untag: [String] = []

  @Option(help: ArgumentHelp(OrdinalArgument.help, valueName: "n"), transform: OrdinalArgument.read)
  var ordinal: Int64?

  @Option(
    help: ArgumentHelp("An alias to point at this version; may be repeated.", valueName: "name"), completion: .alias)
  var alias: [String] = []

  @OptionGroup var options: WriteOptions

  func run() throws {
    let (model, selector) = try reference.requireVersion()
    let repository = try options.place.repository()
    let find = RegistryLookup(try options.headSnapshot(of: repository))
    let number = try find.number(selector, of: model)
    let mode = try find.organization().effectiveBlobs
    let published = PublishedArtifacts(
      artifacts: try find.version(number, of: model).artifacts,
      content: ArtifactContent(of: repository, mode: mode, in: find.snapshot))
    let imported = try facts.importFiles(
      into: repository, mode: mode, besides: published, isPushed: options.push, isQuiet: options.json)
    var action = EditVersion(.version(number), of: model, try facts.changes(imported))
    (action.removedTags, action.aliases, action.ordinal) = (untag, alias, ordinal)
    try options.commit(action, in: repository, importing: imported.blobs)
  }
}
