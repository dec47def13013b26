import Diagnostics
import ManifestCoding
import Manifests

/// One version on one screen.
enum VersionText {
  static func render(_ version: ModelVersion, _ model: ModelName, _ number: SemanticVersion, _ aliases: [String])
    -> String
  {
    var facts = FactList()
    facts.add("version", "\(model)@\(number)")
    facts.add("description", version.description)
    facts.add("status", version.status.rawValue + (version.statusReason.map { ": \($0)" } ?? ""))
    facts.add("aliases", aliases.joined(separator: " "))
    facts.add(
      "created", [version.createdAt, version.createdBy.map { "by \($0)" }].compactMap { $0 }.joined(separator: " "))
    facts.add("algorithm", version.algorithm)
    facts.add("inputs", version.signature?.inputs.map(\.text).joined(separator: "\n"))
    facts.add("outputs", version.signature?.outputs.map(\.text).joined(separator: "\n"))
    facts.add("params", version.signature?.params.map { "\($0.name): \($0.type.rawValue)" }.joined(separator: "\n"))
    facts.add("parameters", lines(version.parameters) { $0.description })
    facts.add("metrics", lines(version.metrics) { "\($0)" })
    facts.add("tags", lines(version.tags) { $0 })
    facts.add(
      "lineage", version.lineage.map { $0.input + ($0.digest.map { " (\($0))" } ?? "") }.joined(separator: "\n"))
    facts.add("source", version.source.map { $0.repository + ($0.commit.map { " at \($0)" } ?? "") })
    facts.add("job", job(version.job))
    facts.add("candidate", version.candidate)
    guard !version.artifacts.isEmpty else { return facts.text }
    var table = Table("ARTIFACT", "TYPE", "SIZE", "DIGEST")
    for artifact in version.artifacts {
      table.add(artifact.path, artifact.type, ByteCount.text(artifact.sizeInBytes), "\(artifact.digest)")
    }
    return facts.text + "\n" + table.text
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

extension SignatureField {
  fileprivate var text: String {
    let type =
      switch type {
      case .column(let type): type.rawValue
      case .tensor(let dtype, let shape): "\(dtype)[\(shape.map { $0 < 0 ? "?" : "\($0)" }.joined(separator: ", "))]"
      }
    return (name.map { "\($0): " } ?? "") + type + (isRequired == false ? " (optional)" : "")
  }
}
