import Actions
import ArgumentParser
import Manifests

struct CandidatePromoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "promote",
    abstract: "Publish a version from a candidate's facts.",
    discussion: """
      The version copies the facts, and both manifests name each other in one commit. A candidate becomes at most one version.

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
    let model = try reference.requireModel()
    let action = PromoteCandidate(id, of: model, to: try number.choice(of: model), aliases: alias)
    try options.commit(action, in: options.place.repository())
  }
}
