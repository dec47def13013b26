import Actions
import ArgumentParser
import Diagnostics
import ManifestCoding
import Manifests
import Query
import Rules

struct CandidateListCommand: ParsableCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the candidates of a model, latest first.",
    discussion: """
      EXAMPLES
        git registry candidate list Fine_Tuned_Models/sentiment
        git registry candidate list Fine_Tuned_Models/sentiment --sort -metrics.accuracy --limit 5
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL.", valueName: "model"))
  var reference: Reference

  @OptionGroup var options: SearchOptions

  @OptionGroup var output: ReadOptions

  func run() throws {
    let name = try reference.requireModel()
    let reader = try output.registry()
    guard options.isEmpty else {
      _ = try reader.find.model(name)
      return try Search(scope: .candidates, options: options, output: output, within: reference).run(reader)
    }
    let documents = try CandidateDocument.all(of: name, by: reader.find)
    var table = Table("CANDIDATE", "VERSION", "CREATED", "BY", "METRICS")
    for document in documents {
      let candidate = document.manifest
      let metrics = candidate.metrics.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      table.add(
        document.id, candidate.promotedTo?.description ?? "", candidate.createdAt ?? "", candidate.createdBy ?? "",
        metrics.joined(separator: " "))
    }
    output.print(table.text) { .array(documents.map(\.value)) }
  }
}
