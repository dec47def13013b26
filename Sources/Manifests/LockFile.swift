/// What references meant once, so that they can be pulled again byte by byte: the file of `pull --lock`.
///
/// It is wherever its user keeps it, and is not a manifest of a registry repository: no rule reads it.
package struct LockFile: Hashable, Sendable {
  /// One reference, as it was resolved and pulled.
  package struct Entry: Hashable, Sendable {
    /// As it was given: `Models/m@champion`.
    package let reference: Reference
    package let model: ModelName
    package let version: SemanticVersion
    /// The commit, in hexadecimal digits, at which the reference was resolved.
    package let commit: String
    /// Of all the version's content; nil in a file that an older program wrote.
    package let digest: Digest?
    /// The artifact types that were asked for; empty for all of them.
    package let types: [String]
    package let artifacts: [Artifact]

    package init(
      reference: Reference, model: ModelName, version: SemanticVersion, commit: String, digest: Digest?,
      types: [String], artifacts: [Artifact]
    ) {
      self.reference = reference
      self.model = model
      self.version = version
      self.commit = commit
      self.digest = digest
      self.types = types
      self.artifacts = artifacts
    }
  }

  /// Sorted by reference, each once.
  package private(set) var entries: [Entry] = []

  package init() {}

  package func entry(for reference: Reference) -> Entry? { entries.first { $0.reference == reference } }

  /// Adds an entry, in place of the one for the same reference.
  package mutating func set(_ entry: Entry) {
    entries.removeAll { $0.reference == entry.reference }
    entries.append(entry)
    entries.sort { "\($0.reference)".utf8.lexicographicallyPrecedes("\($1.reference)".utf8) }
  }
}
