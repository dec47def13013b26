package import Git
import ManifestCoding
package import Manifests
package import RegistryStore
import Rules

/// A registry repository at one commit, for whoever looks things up in it.
package struct RegistryReader {
  package let repository: Repository
  package let commit: Commit
  package let snapshot: CommitSnapshot
  /// What a date was found by; nil for a commit that no date named.
  package let basis: Timeline.Basis?

  /// - Parameters:
  ///   - tree: what is read in place of the commit's own tree; nil for that one.
  ///   - references: for a partial clone, what will be asked for; see ``bring(_:)``.
  /// - Throws: ``ActionFailure`` if the commit has no registry.
  package init(
    _ repository: Repository, commit: Commit, tree: ObjectID? = nil, basis: Timeline.Basis? = nil,
    bringing references: [Reference]? = nil
  ) throws {
    self.repository = repository
    self.commit = commit
    self.basis = basis
    snapshot = CommitSnapshot(repository, tree: tree ?? commit.tree, refusingNewer: true)
    guard try snapshot.isRegistry else { throw ActionFailure.noRegistry() }
    try references.map { try bring($0) }
    // Whoever reads anything knows what form all of it has.
    _ = try snapshot.organization()
  }

  package var find: RegistryLookup { RegistryLookup(snapshot) }

  /// What HEAD has; nil if that is this commit.
  package func headSnapshot() throws -> CommitSnapshot? {
    let head = try repository.headCommit()
    return head.id == commit.id ? nil : try .forReading(repository, tree: head.tree)
  }
}
