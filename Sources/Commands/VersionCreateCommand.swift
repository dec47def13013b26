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
      first version is 1.0.0. --bump auto takes the least number that tells what changed since the version that it follows, \
      by signature and algorithm, and says why; a number that tells less is refused. In a job of GitLab CI or GitHub Actions, job and source are taken from the environment.

      EXAMPLES
        git registry version create Fine_Tuned_Models/sentiment 1.2.0 --artifact model.onnx --metric accuracy=0.93
        git registry version create Fine_Tuned_Models/sentiment --bump auto --artifact model.onnx --algorithm distilbert
        git registry version create Fine_Tuned_Models/sentiment --bump minor --artifact out/ --artifact eval.csv=dataset --param learning_rate=0.001 --alias champion
        git registry version create Fine_Tuned_Models/sentiment --artifact mlflow-model/ --signature auto
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL.", valueName: "model"))
  var reference: Reference

  @OptionGroup var number: NumberOptions

  @OptionGroup var facts: FactOptions

  @Option(
    help: ArgumentHelp("An alias to point at this version; may be repeated.", valueName: "name"), completion: .alias)
  var alias: [String] = []

  @OptionGroup var options: WriteOptions

  func run() throws {
    let name = try reference.requireModel()
    let choice = try NumberChoice(number, of: name)
    let repository = try options.place.repository()
    let head = try options.headSnapshot(of: repository)
    let find = Finder(snapshot: head)
    _ = try find.modelToAddTo(name)
    // As the tip is now; where another process is faster, the edit gets another tip and number.
    var next = try choice.number(of: name, ModelInterface(), in: head)
    let author = try Rights.memberName(repository.authorEmail(), in: head)
    let imported = try facts.importFiles(
      into: repository, mode: find.organization().effectiveBlobs,
      hadSignature: { try Self.followsSignature(next.number, of: name, in: head) }, isPushed: options.push,
      isQuiet: options.json)
    let version = ModelVersion(try facts.newFacts(imported, by: author, in: head))
    try options.commit(
      { "Publish \(name)@\(next.number)" }, in: repository, blobs: imported.blobs, number: { next },
      isSame: { change, after in
        let same = change.versions.first { $0.isAdded && $0.after?.value?.facts.says(version.facts) ?? false }
        guard let same, same.name.model == name, number.version ?? same.name.version == same.name.version else {
          return false
        }
        let aliases = try after.model(name)?.value?.aliases ?? [:]
        return alias.allSatisfy { aliases[$0].map { "\($0)" } == same.name.version }
      }
    ) { edit, snapshot in
      next = try choice.number(of: name, ModelInterface(version.facts), in: snapshot)
      try facts.write(imported, to: &edit, snapshot)
      try edit.write(version, at: "\(name.folder)/versions/\(next.number)")
      try edit.point(alias, at: next.number, of: name, in: snapshot)
    }
  }

  /// True where the version that a number follows has a signature.
  private static func followsSignature(
    _ number: SemanticVersion, of model: ModelName, in snapshot: CommitSnapshot
  ) throws -> Bool {
    let line = ReleaseLine(try snapshot.versions(of: model))
    return try NumberClaim(number, of: model, ModelInterface(), in: snapshot, line).followed?.version.signature != nil
  }
}
