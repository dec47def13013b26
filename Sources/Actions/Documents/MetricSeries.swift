package import Diagnostics
import Drawing
package import Manifests
import RegistryStore
import Rules

/// One metric over the versions of a model, and what the registry's gates ask of it.
package struct MetricSeries {
  package let model: ModelName
  package let metric: String
  /// Lowest version first.
  package let points: [Point]
  package let isLowerBetter: Bool
  /// The gate of every version first, then those of aliases, sorted; each has a bound.
  package let gates: [Gate]
  /// Those that only administrators move.
  package let protectedAliases: [String]

  package struct Point {
    package let version: SemanticVersion
    /// Nil if the version does not have the metric.
    package let value: Double?
    package let status: VersionStatus
    /// Sorted.
    package let aliases: [String]

    package init(_ version: SemanticVersion, _ value: Double?, _ status: VersionStatus, aliases: [String]) {
      self.version = version
      self.value = value
      self.status = status
      self.aliases = aliases
    }
  }

  package struct Gate {
    /// Nil for the gate of every version that is published.
    package let alias: String?
    package let bound: MetricBound
  }

  /// - Parameters:
  ///   - points: in any order.
  ///   - isLower: true if less is better, whatever the registry's policy says.
  /// - Throws: ``ActionFailure`` if the registry cannot be read.
  package init(
    _ metric: String, of model: ModelName, _ points: [Point], isLower: Bool = false, by find: RegistryLookup
  ) throws {
    let registry = try find.registry(model.registry)
    let ofAliases = registry.gates.aliases.sorted { $0.key < $1.key }.map { (alias: $0.key as String?, gate: $0.value) }
    self.model = model
    self.metric = metric
    self.points = points.sorted { $0.version < $1.version }
    isLowerBetter = isLower || registry.isLowerBetter(metric)
    gates = ([(nil, registry.gates.versions)] + ofAliases).compactMap { alias, gate in
      guard let bound = gate?.metrics[metric], bound.min != nil || bound.max != nil else { return nil }
      return Gate(alias: alias, bound: bound)
    }
    protectedAliases = registry.protectedAliases
  }

  package var value: JSONValue {
    .object([
      "registry": .string(model.registry), "model": .string(model.model), "metric": .string(metric),
      "better": .string((isLowerBetter ? MetricBound.Direction.lower : .higher).rawValue),
      "points": .array(
        points.map { point in
          .object([
            "version": .string("\(point.version)"), "value": point.value.map { .number($0) } ?? .null,
            "status": .string(point.status.rawValue), "aliases": .array(point.aliases.map { .string($0) }),
          ])
        }),
      "gates": .array(
        gates.map { gate in
          .object([
            "alias": gate.alias.map { .string($0) } ?? .null, "min": gate.bound.min.map { .number($0) },
            "max": gate.bound.max.map { .number($0) },
          ])
        }),
      "best": plot.best.map { .string("\(points[$0].version)") } ?? .null,
    ])
  }
}
