import Blobs
import Files
package import Git
import Glibc
package import Manifests

/// The LFS store of a repository on the local disk: what a push, a command or a client brought is one and the same file.
package final class LocalBlobStore: BlobStore {
  private let store: LFSStore
  /// The repository's common directory.
  private let folder: String
  private let threads: WorkerThreads

  /// - Parameter threads: on which files are read and written.
  package init(of repository: Repository, on threads: WorkerThreads) throws(GitError) {
    store = try LFSStore(of: repository)
    folder = repository.commonDirectory
    self.threads = threads
    // Makes the file of the lock, with the permissions that it has to have.
    _ = try ImportLock(in: repository, as: .importer)
  }

  package func receive(
    _ bytes: ByteStream, atMost limit: Int64, expecting digest: Digest?
  ) async throws -> StoredBlob {
    let store = store
    let lock = try await ImportLock.forUpload(in: folder)
    return try await withTaskExecutorPreference(threads) {
      do {
        let received = try await ReceivedContent.receive(bytes, into: store, atMost: limit)
        if let digest, received.digest != digest {
          received.remove()
          throw BlobStoreError.unexpected(received.digest)
        }
        return StoredBlob(digest: received.digest, sizeInBytes: try received.keep(in: store), held: lock)
      } catch let error as GitError where error.reason == .other(EFBIG) { throw BlobStoreError.tooLarge(limit) }
    }
  }

  package func sizeInBytes(of digest: Digest) async throws -> Int64? {
    let store = store
    if digest == .empty { return 0 }
    return try await withTaskExecutorPreference(threads) { try store.sizeInBytes(of: digest) }
  }

  /// The bytes of all that is here.
  package func totalSizeInBytes() async throws -> Int64 {
    let store = store
    return try await withTaskExecutorPreference(threads) {
      try store.contents().values.reduce(0) { $0 + $1.sizeInBytes }
    }
  }

  package func bytes(of digest: Digest, _ range: Range<Int64>) async throws -> ByteStream {
    guard !range.isEmpty else { return .empty }
    let (path, threads) = (store.path(of: digest), threads)
    let opened = await withTaskExecutorPreference(threads) { RangeReader(path) }
    guard let file = opened else { throw BlobStoreError.missing(digest) }
    return ByteStream(announcing: Int64(range.count)) {
      var position = range.lowerBound
      return {
        guard position < range.upperBound else { return nil }
        let (start, count) = (position, min(Self.pieceInBytes, Int(range.upperBound - position)))
        let piece = try await withTaskExecutorPreference(threads) { try file.read(at: start, atMost: count) }
        guard !piece.isEmpty else { throw BlobStoreError.missing(digest) }
        position += Int64(piece.count)
        return piece
      }
    }
  }

  private static let pieceInBytes = 256 * 1024
}
