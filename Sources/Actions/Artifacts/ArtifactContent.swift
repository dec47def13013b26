import Blobs
package import Git
package import Inspection
package import Manifests
package import RegistryStore

/// The content of artifacts where it lies, for whoever reads a part of it. Nothing is fetched.
package final class ArtifactContent {
  private let repository: Repository
  private let mode: Organization.BlobMode
  private let snapshot: CommitSnapshot
  /// Blobs of git are unpacked here, to be read piece by piece.
  private var folder: String?

  package init(of repository: Repository, mode: Organization.BlobMode, in snapshot: CommitSnapshot) {
    self.repository = repository
    self.mode = mode
    self.snapshot = snapshot
  }

  deinit { folder.map { FileSystem.removeTree($0) } }

  /// - Returns: nil if the content is not here.
  package func bytes(of artifact: Artifact) throws -> (any ByteSource)? {
    if artifact.digest == .empty { return MemoryBytes([]) }
    switch mode {
    case .lfs:
      let store = try LFSStore(of: repository)
      guard try store.sizeInBytes(of: artifact.digest) == artifact.sizeInBytes else { return nil }
      return try FileBytes(store.path(of: artifact.digest))
    case .git:
      guard let path = RepositoryPath(artifact.digest.blobPath), let blob = try snapshot.entry(at: path)?.id else {
        return nil
      }
      let folder = try folder ?? FileSystem.makeTemporaryFolder()
      self.folder = folder
      return try FileBytes(StreamedFile.copy(blob, of: repository, toTemporaryIn: folder).temporary)
    }
  }
}
