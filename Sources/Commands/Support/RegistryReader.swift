import Actions
import Git
import ManifestCoding
import Manifests
import RegistryStore
import Rules

/// A registry repository at one commit, as commands look things up in it.
struct RegistryReader {
  let repository: Repository
  let commit: Commit
  let snapshot: CommitSnapshot
  /// What `--at DATE` went by; nil for another commit than a date's.
  let basis: Timeline.Basis?

  /// - Parameter references: for a partial clone, what will be asked for; see ``bring(_:)``.
  init(
    _ repository: Repository, commit: Commit, basis: Timeline.Basis? = nil, bringing references: [Reference]? = nil
  ) throws {
    self.repository = repository
    self.commit = commit
    self.basis = basis
    snapshot = CommitSnapshot(repository, tree: commit.tree, refusingNewer: true)
    guard try snapshot.isRegistry else { throw ActionFailure.noRegistry() }
    try references.map { try bring($0) }
    // Whoever reads anything knows what form all of it has.
    _ = try snapshot.organization()
  }

  /// What HEAD has, where that is another commit.
  func headSnapshot() throws -> CommitSnapshot? {
    let head = try RepositoryOption.head(of: repository)
    return head.id == commit.id ? nil : try .forReading(repository, tree: head.tree)
  }
}

extension RegistryReader {
  var find: RegistryLookup { RegistryLookup(snapshot) }
}

extension RegistryReader {
  /// The card of a registry or a model; nil where there is none, or it is too long to be one.
  func card(of reference: Reference) throws -> [UInt8]? {
    let folder = ["registries", reference.registry, reference.model].compactMap { $0 }.joined(separator: "/")
    guard let path = RepositoryPath("\(folder)/README.md"), let entry = try snapshot.entry(at: path),
      entry.mode == .file || entry.mode == .executable
    else { return nil }
    return try snapshot.content(of: entry.id, atMost: ModelName.cardLimitInBytes)
  }
}
