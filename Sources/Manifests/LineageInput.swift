/// Something that a version was made from: a reference into this repository, or an address elsewhere with its digest.
package struct LineageInput: Hashable, Sendable {
  package var input: String
  package var digest: Digest?

  /// True for an address elsewhere, false for a version of this repository.
  package var isAddress: Bool { input.contains("://") }

  package init(input: String, digest: Digest? = nil) {
    self.input = input
    self.digest = digest
  }
}
