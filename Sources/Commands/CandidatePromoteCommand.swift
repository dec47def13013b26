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

  @Argument(help: ArgumentHelp("The candidate's name.", valueName: "id"))
  var id: String

  @Argument(help: ArgumentHelp("The version's number; see --bump.", valueName: "version"))
  var version: String?

  @Option(help: ArgumentHelp("Which number of the highest version goes up: major, minor or patch.", valueName: "part"))
  var bump: SemanticVersion.Bump?

  @Option(help: ArgumentHelp("An alias to point at the version; may be repeated.", valueName: "name"))
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
    _ = try Finder(snapshot: head).candidate(id, of: name)
    var number = try choice.number(of: name, in: head)
    try options.commit({ "Promote candidate \(id) to \(name)@\(number)" }, in: repository) { edit, snapshot in
      var candidate = try Finder(snapshot: snapshot).candidate(id, of: name)
      if let promoted = candidate.promotedTo {
        throw CommandFailure("candidate '\(id)' of \(name) became version \(promoted) already")
      }
      number = try choice.number(of: name, in: snapshot)
      candidate.promotedTo = number
      try edit.write(candidate, at: "\(name.folder)/candidates/\(id)")
      try edit.write(ModelVersion(candidate.facts, candidate: id), at: "\(name.folder)/versions/\(number)")
      try edit.point(alias, at: number, of: name, in: snapshot)
    }
  }
}
