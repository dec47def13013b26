/// What a version must have to pass.
package struct Gate: Hashable, Sendable {
  package var metrics: [String: MetricBound]
  /// Keys of parameters that must be there.
  package var parameters: [String]
  /// Keys of tags that must be there.
  package var tags: [String]
  package var requires: [Evidence]

  package enum Evidence: String, Sendable, CaseIterable {
    /// A dataset version of this repository among the lineage.
    case lineage
    /// The CI job that made the version.
    case job
    case signature
  }

  package init(
    metrics: [String: MetricBound] = [:], parameters: [String] = [], tags: [String] = [], requires: [Evidence] = []
  ) {
    self.metrics = metrics
    self.parameters = parameters
    self.tags = tags
    self.requires = requires
  }

  package var isEmpty: Bool { metrics.isEmpty && parameters.isEmpty && tags.isEmpty && requires.isEmpty }
}

/// The gates of a registry.
package struct Gates: Hashable, Sendable {
  /// For every version that is published.
  package var versions: Gate?
  /// By alias: for the version that it is set or moved to.
  package var aliases: [String: Gate]

  package init(versions: Gate? = nil, aliases: [String: Gate] = [:]) {
    self.versions = versions
    self.aliases = aliases
  }
}
