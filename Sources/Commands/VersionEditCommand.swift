import ArgumentParser
import Manifests
import RegistryStore

struct VersionEditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Add facts to a published version, or change its description and tags.",
    discussion: """
      What is published never changes: artifacts, parameters and metrics can be added, not replaced, and a signature can be \
      set where there is none.

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

  @Option(
    help: ArgumentHelp("An alias to point at this version; may be repeated.", valueName: "name"), completion: .alias)
  var alias: [String] = []

  @OptionGroup var options: WriteOptions

  func run() throws {
    let (name, selector) = try reference.requireVersion()
    let repository = try options.place.repository()
    let find = Finder(snapshot: try options.headSnapshot(of: repository))
    let number = try find.number(selector, of: name)
    let mode = try find.organization().effectiveBlobs
    let published = SignatureChoice.Published(
      artifacts: try find.version(number, of: name).artifacts,
      content: ArtifactContent(of: repository, mode: mode, in: find.snapshot))
    let imported = try facts.importFiles(
      into: repository, mode: mode, published: published, isPushed: options.push, isQuiet: options.json)
    try options.commit({ "Edit \(name)@\(number)" }, in: repository, blobs: imported.blobs) { edit, snapshot in
      let find = Finder(snapshot: snapshot)
      var version = try find.version(number, of: name)
      if facts.job == .auto, let environment = CIEnvironment.current() {
        version.job = environment.job
        version.source = version.source ?? environment.source
      }
      try facts.apply(imported, to: &version.facts, in: snapshot)
      try Finder.remove(untag, from: &version.tags, of: "\(name)@\(number)")
      try facts.write(imported, to: &edit, snapshot)
      try edit.write(version, at: "\(name.folder)/versions/\(number)")
      try edit.point(alias, at: number, of: name, in: snapshot)
    }
  }
}
