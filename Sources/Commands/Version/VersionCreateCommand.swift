import Actions
import ArgumentParser
import Manifests
import Rules

struct VersionCreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Publish a version of a model.",
    discussion: """
      VERSION is a semantic version. Without it, and without --bump, the patch number of the highest version goes up; the \
      first version is 1.0.0. --bump auto takes the least number that fits what changed since the version that it follows, \
      by signature and algorithm, and says why; a lower number is refused. In a job of GitLab CI or GitHub Actions, job and source are taken from the environment.

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

  @Option(help: ArgumentHelp(OrdinalArgument.help, valueName: "n"), transform: OrdinalArgument.read)
  var ordinal: Int64?

  @Option(
    help: ArgumentHelp("An alias to point at this version; may be repeated.", valueName: "name"), completion: .alias)
  var alias: [String] = []

  @OptionGroup var options: WriteOptions

  func run() throws {
    let model = try reference.requireModel()
    let choice = try number.choice(of: model)
    let repository = try options.place.repository()
    let find = RegistryLookup(try options.headSnapshot(of: repository))
    _ = try find.modelToAddTo(model)
    // As the tip is now, before files are read; where another process is faster, the version gets another number.
    let next = try choice.number(of: model, ModelInterface(), in: find.snapshot).number
    let imported = try facts.importFiles(
      into: repository, mode: find.organization().effectiveBlobs,
      hadSignature: { try find.followsSignature(next, of: model) }, isPushed: options.push, isQuiet: options.json)
    var action = PublishVersion(choice, of: model, try facts.newChanges(imported), aliases: alias)
    action.ordinal = ordinal
    try options.commit(action, in: repository, importing: imported.blobs)
  }
}
