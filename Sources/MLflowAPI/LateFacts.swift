import Access
import Actions
import Git
import ManifestCoding
import Manifests
import RegistryStore
import Rules
import RunStore

/// What a run logged, and a version that comes from it does not have.
struct LateFacts: Sendable {
  private let version: VersionRun
  private let model: ModelName
  private let number: SemanticVersion
  private var changes = FactChanges()

  /// - Returns: nil if the version has all of it, or is gone.
  init?(of version: VersionRun, _ models: ServedModels) async throws {
    let model = ModelName(registry: version.registry, model: version.model)
    guard let number = version.version.flatMap({ SemanticVersion($0) }),
      let known = try await models.view({ view in
        try view.reader.snapshot.model(model) == nil ? nil : view.value(of: number, model)
      })
    else { return nil }
    (self.version, self.model, self.number) = (version, model, number)
    // A run that is gone has nothing more to say.
    guard let run = try await models.store.knownRun(version.run, in: version.registry) else { return nil }
    for parameter in run.parameters where known.parameters[parameter.key] == nil {
      changes.parameters[parameter.key] = ParameterValue(logged: parameter.value)
    }
    for metric in run.metrics where metric.value.isFinite && known.metrics[metric.key] == nil {
      changes.metrics[metric.key] = metric.value
    }
    let paths = Set(known.artifacts.map(\.path))
    // What clients log to a version by its own run are the files that it is made of.
    let isOwn = OwnRun(version.run, in: version.registry) != nil
    let top = ArtifactPath(run.artifactURI).text
    for file in try await models.store.artifacts(below: top, in: version.registry)
    where file.modified >= version.since {
      let path = version.path(of: String(file.path.utf8.dropFirst(top.utf8.count + 1)) ?? file.path)
      guard !paths.contains(path), let digest = Digest(hex: file.digest) else { continue }
      changes.artifacts.append(
        Artifact(
          path: path, type: isOwn ? Artifact.modelType : Artifact.logType, digest: digest, sizeInBytes: file.size))
    }
    let tags = JobTags(run.tags, models.jobs)
    if let job = tags.job.map({ (known.job ?? Job()).filled(with: $0) }), job != known.job { changes.job = job }
    if known.source == nil, let source = tags.source {
      (changes.sourceRepository, changes.sourceCommit) = (source.repository, source.commit)
    }
    if known.signature == nil, isOwn {
      changes.signature = try await VersionOrigin.signature(in: changes.artifacts, models)
    }
    if changes.parameters.isEmpty, changes.metrics.isEmpty, changes.artifacts.isEmpty, changes.job == nil,
      changes.sourceRepository == nil
    {
      return nil
    }
  }

  /// The files among them.
  var artifacts: [Artifact] { changes.artifacts }

  /// Adds them to the version, by whoever logged last.
  func commit(_ models: ServedModels) async throws {
    let principal = version.principal.map { Principal($0, source: version.source) } ?? .nobody
    try await models.commit(
      [EditVersion(.version(number), of: model, changes)], by: principal, adding: changes.artifacts)
  }
}

extension VersionRun {
  /// The path in the version of a file of the run.
  func path(of file: String) -> String {
    guard let folder, !folder.isEmpty, file.utf8.starts(with: (folder + "/").utf8) else { return file }
    return String(file.utf8.dropFirst(folder.utf8.count + 1)) ?? file
  }
}

extension ParameterValue {
  /// MLflow's clients log texts: one that reads as a number or a truth value is one.
  init(logged text: String) { self = (try? ParameterValue(typed: text)) ?? .string(text) }
}
