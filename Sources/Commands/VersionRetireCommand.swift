import ArgumentParser
import Manifests
import RegistryStore
import Rules

struct VersionRetireCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire",
    abstract: "Retire a version: its manifest goes away, its number is never used again.",
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
    let (name, number) = try reference.requireExactVersion(Finder(snapshot: options.headSnapshot(of: repository)))
    let summary = "Retire \(name)@\(number)" + (reason.map { "\n\n\($0)" } ?? "")
    try options.commit(summary, in: repository) { edit, snapshot in
      let find = Finder(snapshot: snapshot)
      _ = try find.version(number, of: name)
      var model = try find.model(name)
      model.retired.append(number)
      try edit.write(model, at: "\(name.folder)/model")
      if let path = try snapshot.version("\(number)", of: name)?.path { edit.remove(path) }
    }
  }
}
