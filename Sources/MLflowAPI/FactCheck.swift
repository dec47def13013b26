import Actions
import Diagnostics
import Git
import Manifests
import RegistryStore
import Rules
import RunStore

/// Refuses what a run logs if a version that comes from it has another value: facts never change.
struct FactCheck: Sendable {
  private let models: ServedModels
  private let versions: [VersionRun]
  private let run: String
  private let registry: String

  /// - Returns: nil for a run that no version comes from.
  init?(_ run: String, in registry: String, _ runs: VersionRuns) async throws {
    versions = try await runs.versions(of: run, in: registry)
    guard !versions.isEmpty else { return nil }
    (models, self.run, self.registry) = (runs.models, run, registry)
  }

  /// A point of a later step is progress of the training and no other value of the fact, which is as it was when the version was made.
  func check(_ metrics: [MetricPoint], _ parameters: [Parameter]) async throws {
    for (name, facts) in try await facts() {
      for parameter in parameters {
        guard let known = facts.parameters[parameter.key], known != ParameterValue(logged: parameter.value) else {
          continue
        }
        throw Self.refused("parameter", parameter.key, "\(known)", name)
      }
      for metric in metrics {
        guard let known = facts.metrics[metric.key], known != metric.value else { continue }
        let points = try await models.store.metricHistory(
          metric.key, ofRun: run, in: registry, limit: nil, pageToken: nil
        ).values
        guard let step = points.filter({ $0.value == known }).map(\.step).max(), metric.step > step else {
          throw Self.refused("metric", metric.key, "\(known)", name)
        }
      }
    }
  }

  /// - Parameter path: of a file, from the run's folder.
  func check(_ digest: Digest, at path: String) async throws {
    for (name, facts, version) in try await factsAndVersions() {
      let place = version.path(of: path)
      // A file elsewhere in the run's folder may be called like one of the model.
      guard place != path || version.folder?.isEmpty ?? true,
        let known = facts.artifacts.first(where: { $0.path == place }), known.digest != digest
      else { continue }
      throw Self.refused("artifact", place, "\(known.digest)", name)
    }
  }

  private static func refused(_ what: String, _ key: String, _ value: String, _ version: String) -> MLflowError {
    .invalid(
      "\(what) '\(EscapedText.line(key))' is \(EscapedText.line(value)) in \(version), which comes from this run, and never changes there\nhelp: log it by another name, or in a run of its own"
    )
  }

  private func facts() async throws -> [(name: String, facts: ModelFacts)] {
    try await factsAndVersions().map { ($0.name, $0.facts) }
  }

  private func factsAndVersions() async throws -> [(name: String, facts: ModelFacts, version: VersionRun)] {
    let versions = versions
    return try await models.view { view in
      try versions.compactMap { version in
        let model = ModelName(registry: version.registry, model: version.model)
        guard let number = version.version.flatMap({ SemanticVersion($0) }),
          try view.reader.snapshot.model(model) != nil, let value = try view.value(of: number, model)
        else { return nil }
        return ("\(model)@\(number)", value.facts, version)
      }
    }
  }
}
