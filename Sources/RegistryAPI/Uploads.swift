import Access
import BlobStore
import Diagnostics
import Endpoints
import Manifests
import RunStore

/// Content that was sent for a version that is yet to be published. It must have been sent to the registry: who knows the digest of
/// something in a registry that is hidden from them does not get it so.
struct Uploads: Sendable {
  private let repository: ServedRepository
  private let runs: any RunStore

  /// Bytes of one file.
  static let limit: Int64 = 1 << 40
  /// What nobody published by then is forgotten, in milliseconds.
  private static let kept: Int64 = 24 * 3600 * 1000
  /// Below it they are noted: no run of MLflow's has this id.
  private static let folder = "registry-uploads"

  init(_ repository: ServedRepository, _ runs: any RunStore) {
    self.repository = repository
    self.runs = runs
  }

  /// Takes a file in.
  ///
  /// - Parameter digest: what the sender says that it is; nil if they do not.
  func receive(_ bytes: ByteStream, _ digest: Digest?, in registry: String) async throws -> StoredBlob {
    let blob = try await repository.blobs.receive(bytes, atMost: Self.limit, expecting: digest)
    let now = repository.now()
    try await runs.putArtifact(
      StoredArtifact(path: Self.path(blob.digest), digest: blob.digest.hex, size: blob.sizeInBytes, modified: now),
      in: registry)
    try await forget(before: now - Self.kept, in: registry)
    return blob
  }

  /// The size of something that was sent to a registry; nil if it was not.
  func sizeInBytes(of digest: Digest, in registry: String) async throws -> Int64? {
    try await runs.artifact(Self.path(digest), in: registry).flatMap { $0.digest == digest.hex ? $0.size : nil }
  }

  private func forget(before time: Int64, in registry: String) async throws {
    for file in try await runs.artifacts(below: Self.folder, in: registry) where file.modified < time {
      _ = try await runs.deleteArtifacts(at: file.path, in: registry)
    }
  }

  private static func path(_ digest: Digest) -> String { "\(folder)/\(digest.hex)" }
}
