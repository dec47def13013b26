import ArgumentParser
import Manifests
import RegistryStore
import Rules

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
    let name = try reference.requireModel()
    try options.commit("Delete candidate \(id) of \(name)", in: options.place.repository()) { edit, snapshot in
      _ = try Finder(snapshot: snapshot).candidate(id, of: name)
      if let path = try snapshot.candidate(id, of: name)?.path { edit.remove(path) }
    }
  }
}
