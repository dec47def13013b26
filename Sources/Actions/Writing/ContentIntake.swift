import Blobs
import Diagnostics
import Enforcement
import Git
import Manifests
import RegistryStore

/// The content of one planned commit on its way into the store: what the caller imports, or what was received.
///
/// Belongs to the thread of the repository's handle.
final class ContentIntake {
  private let repository: Repository
  private var received: [ReceivedContent]
  private var blobs: BlobImport?

  /// True where content stays where it is: what is written is only looked at.
  private let isDraft: Bool

  init(
    into repository: Repository, received: [ReceivedContent] = [], importing blobs: BlobImport? = nil,
    isDraft: Bool = false
  ) {
    self.isDraft = isDraft
    self.repository = repository
    self.received = received
    self.blobs = blobs
  }

  deinit { discard() }

  /// What counts as stored in a judgement.
  func stored(knowsStore: Bool) throws(GitError) -> StoredContent {
    try StoredContent(
      of: repository, knowsStore: knowsStore, arriving: blobs?.arriving ?? [:], announced: blobs?.announced ?? [:])
  }

  func writeBlobs(of artifacts: [Artifact], to edit: inout Edit, _ snapshot: CommitSnapshot) throws {
    guard !isDraft else { return }
    for artifact in artifacts where artifact.digest != .empty {
      guard let path = RepositoryPath(artifact.digest.blobPath), try snapshot.entry(at: path)?.mode != .file else {
        continue
      }
      let blobs = try opened(in: snapshot)
      do throws(GitError) {
        edit.write(try blobs.gitBlob(of: artifact.digest, sizeInBytes: artifact.sizeInBytes), at: path)
      } catch {
        guard error.reason == .notFound else { throw error }
        throw ActionFailure(
          .contentMissing, "the content of artifact '\(EscapedText.line(artifact.path))' did not come with it",
          help: "send it along: \(artifact.digest)")
      }
    }
  }

  /// Held from the first look at the store until the commit is made, so that nobody removes what was found there.
  private func opened(in snapshot: CommitSnapshot) throws -> BlobImport {
    if let blobs { return blobs }
    let new = try BlobImport(into: repository, mode: RegistryLookup(snapshot).organization().effectiveBlobs)
    blobs = new
    for content in received { try new.add(content) }
    received = []
    return new
  }

  /// Gives the content its names in the store.
  func publish() throws(GitError) { try blobs?.publish() }

  /// Removes what was not published.
  func discard() {
    blobs?.discard()
    received.forEach { $0.remove() }
    received = []
  }

  /// Takes back what was published: the commit that names it was not made.
  func revert() {
    blobs?.revert()
    discard()
  }
}
