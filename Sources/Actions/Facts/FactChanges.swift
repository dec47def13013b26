import Diagnostics
import Git
import ManifestCoding
package import Manifests

/// What is to be recorded of a version or candidate, beside what is there.
package struct FactChanges: Sendable {
  /// Their content is in the store, or comes with the commit.
  package var artifacts: [Artifact] = []
  package var parameters: [String: ParameterValue] = [:]
  package var metrics: [String: Double] = [:]
  package var tags: [String: String] = [:]
  package var signature: Signature?
  /// Empty for none; nil for the one that is there.
  package var description: String?
  package var algorithm: String?
  /// Versions may be named by an alias or a range: they are pinned to what that means when the change is made.
  package var lineage: [LineageInput] = []
  package var sourceRepository: String?
  package var sourceCommit: String?
  /// The job that makes it, and the source that the job knows, which counts where there is no other.
  package var job: Job?
  package var jobSource: Source?
  /// The training run.
  package var run: String?

  package init() {}

  /// The facts of something new: when and by whom it is made.
  func newFacts(in context: ActionContext) throws -> ModelFacts {
    var facts = ModelFacts()
    facts.createdAt = Timestamp.text(context.author.time)
    facts.createdBy = try context.member()
    try apply(to: &facts, in: context)
    return facts
  }

  func apply(to facts: inout ModelFacts, in context: ActionContext) throws {
    if let job {
      facts.job = job
      facts.source = facts.source ?? jobSource
    }
    facts.lineage += try lineage.map { try $0.pinned(by: context.find) }
    try addArtifacts(to: &facts)
    facts.parameters.merge(parameters) { $1 }
    facts.metrics.merge(metrics) { $1 }
    facts.tags.merge(tags) { $1 }
    if let signature {
      guard facts.signature == nil || facts.signature == signature else {
        throw ActionFailure(
          .conflict, "it already has another signature, which never changes",
          help: "publish another version with this one")
      }
      facts.signature = signature
    }
    if let description { facts.description = description.isEmpty ? nil : description }
    if let algorithm { facts.algorithm = algorithm }
    if let run { facts.run = run }
    try setSource(of: &facts)
  }

  private func addArtifacts(to facts: inout ModelFacts) throws {
    var known = Dictionary(facts.artifacts.map { ($0.path, $0) }) { first, _ in first }
    for artifact in artifacts {
      guard let old = known.updateValue(artifact, forKey: artifact.path) else {
        facts.artifacts.append(artifact)
        continue
      }
      guard old != artifact else { continue }
      throw ActionFailure(
        .conflict,
        "artifact '\(EscapedText.line(artifact.path))' already exists with other content, type or executable permission",
        help: "give the file another name, or publish another version")
    }
  }

  private func setSource(of facts: inout ModelFacts) throws {
    if let sourceRepository {
      facts.source = Source(repository: sourceRepository, commit: sourceCommit ?? facts.source?.commit)
    } else if let sourceCommit {
      guard let source = facts.source else {
        throw ActionFailure(.invalid, "a source commit needs the repository that it is in", .giveSourceRepository)
      }
      facts.source = Source(repository: source.repository, commit: sourceCommit)
    }
  }
}
