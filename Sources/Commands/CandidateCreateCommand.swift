import ArgumentParser
import Git
import ManifestCoding
import Manifests
import RegistryStore
import Rules

struct CandidateCreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Record a training run as a candidate of a model.",
    discussion: """
      A candidate has the same facts as a version and no number. --from takes a JSON or YAML file with parameters, metrics \
      and tags, as training scripts write; options on the command line win over it.

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
    let name = try reference.requireModel()
    let repository = try options.place.repository()
    let head = try options.headSnapshot(of: repository)
    let find = Finder(snapshot: head)
    _ = try find.modelToAddTo(name)
    let author = try Rights.memberName(repository.authorEmail(), in: head)
    let imported = try facts.importFiles(
      into: repository, mode: find.organization().effectiveBlobs, isPushed: options.push, isQuiet: options.json)
    let candidate = ModelCandidate(try facts.newFacts(imported, by: author, in: head))
    let wanted = self.id
    let id = wanted ?? Hexadecimal.text(of: (0..<4).map { _ in UInt8.random(in: 0...255) })
    try options.commit(
      { "Add candidate \(id) of \(name)" }, in: repository, blobs: imported.blobs,
      isSame: { change, _ in
        change.candidates.contains {
          $0.isAdded && $0.name.model == name && wanted ?? $0.name.id == $0.name.id
            && $0.after?.value?.facts.says(candidate.facts) ?? false
        }
      }
    ) { edit, snapshot in
      guard try snapshot.candidate(id, of: name) == nil else {
        throw CommandFailure("there is a candidate '\(id)' of \(name) already\nhelp: choose another --id")
      }
      try facts.write(imported, to: &edit, snapshot)
      try edit.write(candidate, at: "\(name.folder)/candidates/\(id)")
    }
  }
}
