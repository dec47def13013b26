/// What tells datasets of one experiment apart.
package struct DatasetID: Hashable, Sendable {
  package let name: String
  package let digest: String

  package init(name: String, digest: String) {
    self.name = name
    self.digest = digest
  }
}
