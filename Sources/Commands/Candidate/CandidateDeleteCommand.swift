import Actions
import ArgumentParser
import Manifests

struct CandidateDeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete a candidate that was not promoted.",
    discussion: """
      Its blobs stay in the repository's history; a promoted candidate is kept.

      EXAMPLES
        git registry candidate delete Fine_Tuned_Models/sentiment 7f3a9c1e
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL.", valueName: "model"))
  var reference: Reference

  @Argument(help: ArgumentHelp("The candidate's name.", valueName: "id"), completion: .candidate)
  var id: String

  @OptionGroup var options: WriteOptions

  func run() throws {
    try options.commit(DeleteCandidate(id, of: reference.requireModel()), in: options.place.repository())
  }
}
