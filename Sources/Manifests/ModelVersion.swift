/// One published point of a model: `registries/REGISTRY/MODEL/versions/VERSION.yaml`.
package struct ModelVersion: Hashable, Sendable {
  package var description: String?
  package var status: VersionStatus
  package var statusReason: String?
  /// `YYYY-MM-DDThh:mm:ssZ`, as it was written.
  package var createdAt: String?
  /// A member's name; information, no authority.
  package var createdBy: String?
  package var artifacts: [Artifact]
  package var algorithm: String?
  package var signature: Signature?
  package var parameters: [String: ParameterValue]
  package var metrics: [String: Double]
  package var tags: [String: String]
  package var lineage: [LineageInput]
  package var source: Source?
  package var job: Job?
  /// The candidate that this version was promoted from.
  package var candidate: String?

  package init(
    description: String? = nil, status: VersionStatus = .active, statusReason: String? = nil, createdAt: String? = nil,
    createdBy: String? = nil, artifacts: [Artifact] = [], algorithm: String? = nil, signature: Signature? = nil,
    parameters: [String: ParameterValue] = [:], metrics: [String: Double] = [:], tags: [String: String] = [:],
    lineage: [LineageInput] = [], source: Source? = nil, job: Job? = nil, candidate: String? = nil
  ) {
    self.description = description
    self.status = status
    self.statusReason = statusReason
    self.createdAt = createdAt
    self.createdBy = createdBy
    self.artifacts = artifacts
    self.algorithm = algorithm
    self.signature = signature
    self.parameters = parameters
    self.metrics = metrics
    self.tags = tags
    self.lineage = lineage
    self.source = source
    self.job = job
    self.candidate = candidate
  }
}

package enum VersionStatus: String, Sendable, CaseIterable {
  case active, deprecated, yanked
}
