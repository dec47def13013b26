/// The CI job that made a version.
package struct Job: Hashable, Sendable {
  package var id: String?
  package var name: String?
  package var url: String?
  /// Link to the job's log.
  package var log: String?
  package var pipeline: Link?
  /// The merge or pull request that the job ran for.
  package var mergeRequest: Link?

  package struct Link: Hashable, Sendable {
    package var id: String?
    package var url: String?

    package init(id: String? = nil, url: String? = nil) {
      self.id = id
      self.url = url
    }
  }

  package init(
    id: String? = nil, name: String? = nil, url: String? = nil, log: String? = nil, pipeline: Link? = nil,
    mergeRequest: Link? = nil
  ) {
    self.id = id
    self.name = name
    self.url = url
    self.log = log
    self.pipeline = pipeline
    self.mergeRequest = mergeRequest
  }
}
