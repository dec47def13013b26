/// What changes of a run; nil for what stays.
package struct RunUpdate: Hashable, Sendable {
  package let status: RunStatus?
  /// Milliseconds since 1970, in UTC.
  package let ended: Int64?
  package let name: String?

  package init(status: RunStatus? = nil, ended: Int64? = nil, name: String? = nil) {
    self.status = status
    self.ended = ended
    self.name = name
  }
}
