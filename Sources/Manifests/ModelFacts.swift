/// What is recorded of a trained model: the same for a version and for a candidate.
@usableFromInline
package struct ModelFacts: Hashable, Sendable {
  package var description: String?
  /// `YYYY-MM-DDThh:mm:ssZ`, as it was written.
  package var createdAt: String?
  /// A member's name; information, no authority.
  package var createdBy: String?
  package var artifacts: [Artifact] = []
  package var algorithm: String?
  package var signature: Signature?
  package var parameters: [String: ParameterValue] = [:]
  package var metrics: [String: Double] = [:]
  package var tags: [String: String] = [:]
  package var lineage: [LineageInput] = []
  package var source: Source?
  package var job: Job?
  /// The training run that it came from, as a tracking server or CI system names it.
  package var run: String?

  package init() {}

  /// True if other facts say the same but for the time and the job that they were written by: a second attempt at one thing.
  package func says(_ other: ModelFacts) -> Bool {
    var same = other
    (same.createdAt, same.job) = (createdAt, job)
    return same == self
  }
}
