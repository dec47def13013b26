/// The code that made a version.
package struct Source: Hashable, Sendable {
  package var repository: String
  package var commit: String?

  package init(repository: String, commit: String? = nil) {
    self.repository = repository
    self.commit = commit
  }
}
