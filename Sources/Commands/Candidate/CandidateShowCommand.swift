import Actions
import ArgumentParser
import Diagnostics
import ManifestCoding
import Manifests

struct CandidateShowCommand: ParsableCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a candidate.",
    discussion: """
      The same as git registry show REGISTRY/MODEL@candidate:ID; resolve, compare, inspect, pull, verify, du, lineage and log \
      take it as well.

      EXAMPLES
        git registry candidate show Fine_Tuned_Models/sentiment 7f3a9c1e --json
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL.", valueName: "model"))
  var reference: Reference

  @Argument(help: ArgumentHelp("The candidate's name.", valueName: "id"), completion: .candidate)
  var id: String

  @Flag(help: "Print its signature in the JSON form that MLflow's ModelSignature.from_dict reads.")
  var mlflow = false

  @OptionGroup var output: ReadOptions

  func run() throws {
    let name = try reference.requireModel()
    let document = try CandidateDocument(id, of: name, by: output.registry().find)
    if mlflow { return try Terminal.write(document.manifest.facts.requireMLflow("candidate '\(id)' of \(name)").text) }
    output.print(FactsText.render(document)) { document.value }
  }
}
