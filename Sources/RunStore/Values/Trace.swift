/// One execution of an application that a client followed. Its spans are a file among the artifacts, which clients write and read.
///
/// Source: MLflow's `entities/trace_info.py`.
package struct Trace: Hashable, Sendable {
  /// `tr-` and 32 hexadecimal digits.
  package let id: String
  package let experiment: String
  /// Milliseconds since 1970, in UTC.
  package var requested: Int64
  /// In milliseconds; nil while it is under way.
  package var duration: Int64?
  /// `OK`, `ERROR`, `IN_PROGRESS` or `STATE_UNSPECIFIED`.
  package var state: String
  /// The application's own name of the request.
  package var clientRequest: String?
  package var request: String?
  package var response: String?
  package var metadata: [String: String]
  package var tags: [String: String]
  /// What people and programs said of it, as JSON, by id.
  package var assessments: [String: String]

  package init(
    id: String, experiment: String, requested: Int64, duration: Int64? = nil, state: String,
    clientRequest: String? = nil, request: String? = nil, response: String? = nil, metadata: [String: String] = [:],
    tags: [String: String] = [:], assessments: [String: String] = [:]
  ) {
    self.id = id
    self.experiment = experiment
    self.requested = requested
    self.duration = duration
    self.state = state
    self.clientRequest = clientRequest
    self.request = request
    self.response = response
    self.metadata = metadata
    self.tags = tags
    self.assessments = assessments
  }

  /// The runs that it was linked to, beside the one that it was made in.
  package var linkedRuns: [String] { metadata[Self.linkedRunsKey]?.split(separator: " ").map(String.init) ?? [] }

  package mutating func link(_ run: String) {
    guard !linkedRuns.contains(run) else { return }
    metadata[Self.linkedRunsKey] = (linkedRuns + [run]).joined(separator: " ")
  }

  private static let linkedRunsKey = "git-registry.linkedRuns"
}
