import Access
import Actions
import BlobStore
import Diagnostics
import Endpoints
import Manifests
import RegistryStore
import Rules
import RunStore

/// A run of the experiment `[model]NAME` that ends: it becomes a candidate of the model, with all that it logged.
struct EndedRun: Sendable {
  let run: Run
  let model: ModelName
  private let models: ServedModels

  /// - Returns: nil for a run of another experiment.
  init?(_ run: Run, in registry: String, _ models: ServedModels) async throws {
    // The run of a version is none of its candidates.
    guard OwnRun(run.id, in: registry) == nil else { return nil }
    let experiment = try await models.store.experiment(run.experiment, in: registry).name
    let prefix = Experiment.name(ofModel: "")
    guard experiment.hasPrefix(prefix), experiment.utf8.count > prefix.utf8.count else { return nil }
    let name = String(experiment.dropFirst(prefix.count))
    // What is no model yet is told of when the run ends.
    model =
      try await models.view { try $0.known(name, in: registry) } ?? ModelName(registry: registry, model: name)
    self.run = run
    self.models = models
  }

  /// Records the candidate, before the run counts as ended. One that is there already stays. That a run ends is the client's to say:
  /// if it cannot be a candidate, a tag of the run says why.
  func record(by principal: Principal) async {
    do {
      try await make(by: principal)
    } catch {
      let reason = Tag(Self.problem, MLflowError(error).message)
      // A store that fails says so to the client, who ends the run in it next.
      try? await models.store.setTag(reason, ofRun: run.id, in: model.registry)
    }
  }

  /// The tag that says why a run is not a candidate.
  static let problem = "git-registry.candidate.problem"

  private func make(by principal: Principal) async throws {
    let id = run.id
    let isThere = try await models.view { [model] view in
      _ = try view.manifest(of: model)
      return try view.reader.snapshot.candidate(id, of: model) != nil
    }
    guard !isThere else { return }
    var facts = try await VersionOrigin(
      "runs:/\(id)", run: id, modelID: nil, in: model.registry, models
    ).facts
    facts.run = id
    facts.tags = Dictionary(
      run.tags.filter { !$0.key.hasPrefix("mlflow.") && !$0.value.isEmpty }.map { ($0.key, $0.value) }
    ) { $1 }
    let tags = JobTags(run.tags, models.jobs)
    facts.job = tags.job
    (facts.sourceRepository, facts.sourceCommit) = (tags.source?.repository, tags.source?.commit)
    let isFree = !facts.artifacts.contains { $0.path.lowercased() == Self.historyPath }
    let history = !run.metrics.isEmpty && isFree ? try await history() : nil
    if let history { facts.artifacts.append(history.artifact) }
    try await models.commit(
      [CreateCandidate(id, isNamed: true, of: model, facts)], by: principal, adding: facts.artifacts)
    // Until the candidate names it, nothing else keeps it from being collected as garbage.
    withExtendedLifetime(history) {}
  }

  private static let historyPath = "metrics.jsonl"

  /// Every point of every metric, a line each.
  private func history() async throws -> (artifact: Artifact, content: StoredBlob) {
    var lines = ""
    for key in run.metrics.map(\.key).sorted() {
      let points = try await models.store.metricHistory(
        key, ofRun: run.id, in: model.registry, limit: nil, pageToken: nil
      ).values
      for point in points {
        let line = JSONValue.object([
          "key": .string(key), "value": .protobuf(point.value), "step": .integer(point.step),
          "timestamp": .integer(point.timestamp),
        ])
        lines += line.line + "\n"
      }
    }
    let blob = try await models.repository.blobs.receive(ByteStream(Array(lines.utf8)), atMost: .max)
    let artifact = Artifact(
      path: Self.historyPath, type: Artifact.logType, digest: blob.digest, sizeInBytes: blob.sizeInBytes)
    return (artifact, blob)
  }
}
