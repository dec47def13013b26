import ArgumentParser
import Diagnostics
import Git
import Manifests
import RegistryStore
import Rules

struct VersionCreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Publish a version of a model.",
    discussion: """
      VERSION is a semantic version. Without it, and without --bump, the patch number of the highest version goes up; the \
      first version is 1.0.0. In a job of GitLab CI or GitHub Actions, job and source are taken from the environment.

      EXAMPLES
        git registry version create Fine_Tuned_Models/sentiment 1.2.0 --artifact model.onnx --metric accuracy=0.93
        git registry version create Fine_Tuned_Models/sentiment --bump minor --artifact out/ --artifact eval.csv=dataset --param learning_rate=0.001 --alias champion
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL.", valueName: "model"))
  var reference: Reference

  @Argument(help: ArgumentHelp("The version's number; see --bump.", valueName: "version"))
  var version: String?

  @Option(help: ArgumentHelp("Which number of the highest version goes up: major, minor or patch.", valueName: "part"))
  var bump: SemanticVersion.Bump?

  @OptionGroup var facts: FactOptions

  @Option(help: ArgumentHelp("An alias to point at this version; may be repeated.", valueName: "name"))
  var alias: [String] = []

  @OptionGroup var options: WriteOptions

  mutating func validate() throws {
    if version != nil, bump != nil { throw ValidationError("VERSION and --bump exclude each other") }
  }

  func run() throws {
    let name = try reference.requireModel()
    let choice = try NumberChoice(version, bump: bump, of: name)
    let repository = try options.place.repository()
    let head = try options.headSnapshot(of: repository)
    let find = Finder(snapshot: head)
    _ = try find.model(name)
    // The number as the tip is now; where another process is faster, the edit gets another tip and number.
    var number = try choice.number(of: name, in: head)
    let author = try Rights.memberName(repository.authorEmail(), in: head)
    let imported = try facts.importFiles(into: repository, mode: find.organization().effectiveBlobs)
    let version = ModelVersion(try facts.newFacts(imported, by: author, in: head))
    try options.commit({ "Publish \(name)@\(number)" }, in: repository, blobs: imported.blobs) { edit, snapshot in
      number = try choice.number(of: name, in: snapshot)
      try facts.write(imported, to: &edit, snapshot)
      try edit.write(version, at: "\(name.folder)/versions/\(number)")
      try edit.point(alias, at: number, of: name, in: snapshot)
    }
  }
}
