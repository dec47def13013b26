import Actions
import Blobs
import Diagnostics
import ManifestCoding
import Manifests

/// One version or candidate on one screen.
enum FactsText {
  static func render(_ document: VersionDocument) -> String {
    let version = document.manifest
    var facts = FactList()
    facts.add("version", "\(document.model)@\(document.number)")
    facts.add("description", version.description)
    facts.add("status", version.status.rawValue + (version.statusReason.map { ": \($0)" } ?? ""))
    facts.add("aliases", document.aliases.joined(separator: " "))
    add(version.facts, to: &facts)
    facts.add("candidate", version.candidate)
    facts.add("ordinal", version.ordinal.map { "\($0)" })
    let lost = version.artifacts.compactMap { artifact in
      document.purged.first { $0.digest == artifact.digest }.map { "\(artifact.path): \($0.reason)" }
    }
    facts.add("purged", lost.joined(separator: "\n"))
    return facts.text + artifacts(version.facts)
  }

  static func render(_ document: CandidateDocument) -> String {
    let candidate = document.manifest
    var facts = FactList()
    facts.add("candidate", "\(document.model) \(document.id)")
    facts.add("description", candidate.description)
    facts.add("promoted to", candidate.promotedTo?.description)
    add(candidate.facts, to: &facts)
    return facts.text + artifacts(candidate.facts)
  }

  private static func add(_ values: ModelFacts, to facts: inout FactList) {
    let created = [values.createdAt, values.createdBy.map { "by \($0)" }].compactMap { $0 }
    facts.add("created", created.joined(separator: " "))
    facts.add("algorithm", values.algorithm)
    facts.add(values.signature)
    facts.add("parameters", lines(values.parameters) { $0.description })
    facts.add("metrics", lines(values.metrics) { "\($0)" })
    facts.add("tags", lines(values.tags) { $0 })
    let lineage = values.lineage.map { $0.input + ($0.digest.map { " (\($0))" } ?? "") }
    facts.add("lineage", lineage.joined(separator: "\n"))
    facts.add("source", values.source.map { $0.repository + ($0.commit.map { " at \($0)" } ?? "") })
    facts.add("job", job(values.job))
    facts.add("run", values.run)
    facts.add("digest", values.artifacts.isEmpty ? nil : "\(values.artifacts.digest)")
  }

  private static func artifacts(_ values: ModelFacts) -> String {
    guard !values.artifacts.isEmpty else { return "" }
    var table = Table("ARTIFACT", "TYPE", "SIZE", "DIGEST")
    for artifact in values.artifacts {
      table.add(artifact.path, artifact.kindText, ByteCount.text(artifact.sizeInBytes), "\(artifact.digest)")
    }
    return "\n" + table.text
  }

  private static func lines<Value>(_ values: [String: Value], _ text: (Value) -> String) -> String {
    values.sorted { $0.key < $1.key }.map { "\($0.key)=\(text($0.value))" }.joined(separator: "\n")
  }

  private static func job(_ job: Job?) -> String? {
    guard let job else { return nil }
    let head = [job.name, job.id.map { "#\($0)" }].compactMap { $0 }.joined(separator: " ")
    let links = [
      job.url, job.log.map { "log \($0)" }, job.pipeline?.url.map { "pipeline \($0)" },
      job.mergeRequest?.url.map { "merge request \($0)" },
    ]
    return ([head.isEmpty ? nil : head] + links).compactMap { $0 }.joined(separator: "\n")
  }
}

extension Artifact {
  /// `model`, or `script (executable)`.
  var kindText: String { isExecutable ? "\(type) (executable)" : type }
}
