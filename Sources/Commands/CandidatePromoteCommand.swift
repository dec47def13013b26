import ArgumentParser
import Manifests
import RegistryStore
import Rules

struct CandidatePromoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "promote",
    abstract: "Publish a version from a candidate's facts.",
    discussion: """
      The version copies the facts, and both manifests name each other in one commit. A candidate becomes one version at most.

      EXAMPLES
        git registry candidate promote Fine_Tuned_Models/sentiment 7f3a9c1e 1.3.0
        git registry candidate promote Fine_Tuned_Models/sentiment 7f3a9c1e --bump minor --alias champion
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL.", valueName: "model"))
  var reference: Reference

  @Argument(help: ArgumentHelp("The candidate's name.", valueName: "id"), completion: .candidate)
  var id: String

  @OptionGroup var number: NumberOptions

  @Option(
    help: ArgumentHelp("An alias to point at the version; may be repeated.", valueName: "name"), completion: .alias)
  var alias: [String] = []

  @OptionGroup var options: WriteOptions

  func run() throws {
    let name = try reference.requireModel()
    let choice = try NumberChoice(number, of: name)
    let repository = try options.place.repository()
    let head = try options.headSnapshot(of: repository)
    let found = try Finder(snapshot: head).candidate(id, of: name)
    var next = try choice.number(of: name, ModelInterface(found.facts), in: head)
    try options.commit(
      { "Promote candidate \(id) to \(name)@\(next.number)" }, in: repository, number: { next }
    ) { edit, snapshot in
      var candidate = try Finder(snapshot: snapshot).candidate(id, of: name)
      if let promoted = candidate.promotedTo {
        throw CommandFailure("candidate '\(id)' of \(name) became version \(promoted) already")
      }
      next = try choice.number(of: name, ModelInterface(candidate.facts), in: snapshot)
      candidate.promotedTo = next.number
      try edit.write(candidate, at: "\(name.folder)/candidates/\(id)")
      try edit.write(ModelVersion(candidate.facts, candidate: id), at: "\(name.folder)/versions/\(next.number)")
      try edit.point(alias, at: next.number, of: name, in: snapshot)
    }
  }
}
