import Actions
package import BlobStore
package import Blobs
import Git
import GitObjects
package import Manifests
import RegistryStore
import Rules

/// The content of a repository: that of the store, where uploads are too, and that of git where the organization keeps it there
/// (`blobs: git`).
package struct ServedContent: BlobStore {
  private let repository: ServedRepository

  package init(_ repository: ServedRepository) { self.repository = repository }

  package func receive(_ bytes: ByteStream, atMost limit: Int64, expecting digest: Digest?) async throws -> StoredBlob {
    try await repository.blobs.receive(bytes, atMost: limit, expecting: digest)
  }

  package func sizeInBytes(of digest: Digest) async throws -> Int64? {
    if let size = try await repository.blobs.sizeInBytes(of: digest) { return size }
    return try await repository.read { reader in
      try Self.gitBlob(of: digest, reader).map { Int64(try reader.snapshot.sizeInBytes(of: $0)) }
    }
  }

  package func bytes(of digest: Digest, _ range: Range<Int64>) async throws -> ByteStream {
    if try await repository.blobs.sizeInBytes(of: digest) != nil {
      return try await repository.blobs.bytes(of: digest, range)
    }
    // What is kept in git is small enough for that, and git unpacks it whole.
    let bytes = try await repository.read { reader -> [UInt8]? in
      guard let blob = try Self.gitBlob(of: digest, reader) else { return nil }
      let content = try reader.snapshot.content(of: blob)
      guard range.upperBound <= content.count else { return nil }
      return Array(content[Int(range.lowerBound)..<Int(range.upperBound)])
    }
    guard let bytes else { throw BlobStoreError.missing(digest) }
    return ByteStream(bytes)
  }

  /// Nil where git has a pointer instead, or nothing.
  private static func gitBlob(of digest: Digest, _ reader: RegistryReader) throws -> ObjectID? {
    guard try reader.find.organization().effectiveBlobs == .git, let path = RepositoryPath(digest.blobPath) else {
      return nil
    }
    return try reader.snapshot.entry(at: path)?.id
  }

  /// What a commit has to bring along so that these artifacts are in it: nothing where the store keeps content.
  package func received(_ artifacts: [Artifact]) async throws -> [ReceivedContent] {
    guard !artifacts.isEmpty else { return [] }
    let (missing, store) = try await repository.read { reader -> ([Artifact], LFSStore?) in
      guard try reader.find.organization().effectiveBlobs == .git else { return ([], nil) }
      var seen: Set<Digest> = [.empty]
      let missing = try artifacts.filter { artifact in
        guard seen.insert(artifact.digest).inserted else { return false }
        return try Self.gitBlob(of: artifact.digest, reader) == nil
      }
      return (missing, try LFSStore(of: reader.repository))
    }
    guard let store else { return [] }
    var received: [ReceivedContent] = []
    do {
      for artifact in missing {
        let bytes = try await repository.blobs.bytes(of: artifact.digest, 0..<artifact.sizeInBytes)
        received.append(try await ReceivedContent.receive(bytes, into: store, atMost: artifact.sizeInBytes))
      }
    } catch {
      received.forEach { $0.remove() }
      throw error
    }
    return received
  }
}
