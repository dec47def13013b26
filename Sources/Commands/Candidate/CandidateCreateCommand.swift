import Actions
import ArgumentParser
import Git
import Manifests

struct CandidateCreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Record a training run as a candidate of a model.",
    discussion: """
      A candidate has the same facts as a version, but no number. --from reads a JSON or YAML file with parameters, metrics \
      and tags, as training scripts write it; options on the command line take precedence.

      EXAMPLES
        git registry candidate create Fine_Tuned_Models/sentiment --artifact model.onnx --metric accuracy=0.93
        git registry candidate create Fine_Tuned_Models/sentiment --id run-42 --from run.json --log train.log
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL.", valueName: "model"))
  var reference: Reference

  @Option(help: ArgumentHelp("The candidate's name; eight random hexadecimal digits unless given.", valueName: "id"))
  var id: String?

  @OptionGroup var facts: FactOptions
  @OptionGroup var options: WriteOptions

  func run() throws {
    let model = try reference.requireModel()
    let repository = try options.place.repository()
    let find = RegistryLookup(try options.headSnapshot(of: repository))
    _ = try find.modelToAddTo(model)
    let imported = try facts.importFiles(
      into: repository, mode: find.organization().effectiveBlobs, isPushed: options.push, isQuiet: options.json)
    let id = self.id ?? Hexadecimal.text(of: (0..<4).map { _ in UInt8.random(in: 0...255) })
    let action = CreateCandidate(id, isNamed: self.id != nil, of: model, try facts.newChanges(imported))
    try options.commit(action, in: repository, importing: imported.blobs)
  }
}
