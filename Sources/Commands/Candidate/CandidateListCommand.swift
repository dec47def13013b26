import Actions
import ArgumentParser
import Diagnostics
import ManifestCoding
import Manifests
import Rules

struct CandidateListCommand: ParsableCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the candidates of a model, latest first.",
    discussion: """
      EXAMPLES
        git registry candidate list Fine_Tuned_Models/sentiment
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL.", valueName: "model"))
  var reference: Reference

  @OptionGroup var output: ReadOptions

  func run() throws {
    let name = try reference.requireModel()
    let reader = try output.registry()
    _ = try reader.find.model(name)
    var rows: [(id: String, value: ModelCandidate)] = []
    for id in NaturalOrder.sorted(try reader.snapshot.candidateNames(of: name)) {
      rows.append((id, try reader.find.candidate(id, of: name)))
    }
    rows.sort { ($1.value.createdAt ?? "", $0.id) < ($0.value.createdAt ?? "", $1.id) }
    var table = Table("CANDIDATE", "VERSION", "CREATED", "BY", "METRICS")
    for (id, candidate) in rows {
      let metrics = candidate.metrics.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      table.add(
        id, candidate.promotedTo?.description ?? "", candidate.createdAt ?? "", candidate.createdBy ?? "",
        metrics.joined(separator: " "))
    }
    output.print(table.text) { .array(rows.map { .candidate(name, $0.id, $0.value) }) }
  }
}
