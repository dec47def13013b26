package import Git
import Glibc
package import Manifests

/// Bytes that came from elsewhere, whole, hashed on the way, in a temporary file of the store that they are meant for.
///
/// Whoever has one gives it to a ``BlobImport`` or removes it; a process that ends before leaves a temporary file, which
/// nothing takes for a blob.
package struct ReceivedContent: Sendable {
  package let digest: Digest
  package let sizeInBytes: Int64
  let temporary: String

  /// Removes the bytes.
  package func remove() { FileSystem.remove(temporary) }

  /// Gives the bytes their name in the store, and waits for the disk. The file counts as new, also if it was there before: `gc` leaves alone
  /// what is new.
  ///
  /// - Returns: how many there are.
  package func keep(in store: LFSStore) throws(GitError) -> Int64 {
    let path = store.path(of: digest)
    if digest == .empty {
      remove()
    } else if try store.sizeInBytes(of: digest) == sizeInBytes {
      remove()
      utimensat(AT_FDCWD, path, nil, 0)
    } else {
      try FileSystem.publish(temporary, as: path)
    }
    return sizeInBytes
  }

  /// Receives pieces as they come.
  ///
  /// - Parameter limit: bytes, at most; nil for as many as come.
  /// - Throws: what the sender throws; ``GitError`` with reason `tooLarge` or a system's error where they cannot be kept. Then
  ///   nothing is left of them.
  package static func receive<Pieces: AsyncSequence>(
    _ pieces: Pieces, into store: LFSStore, atMost limit: Int64? = nil
  ) async throws -> ReceivedContent where Pieces.Element: Sequence<UInt8> {
    let receiver = try ContentReceiver(into: store, atMost: limit)
    try await withThrowingTaskGroup(of: Void.self) { group in
      var batch: [UInt8] = []
      for try await piece in pieces {
        batch.append(contentsOf: piece)
        guard batch.count >= ContentReceiver.batchInBytes else { continue }
        // The one before.
        try await group.next()
        group.addTask { [batch] in try await receiver.take(batch) }
        batch = []
        batch.reserveCapacity(ContentReceiver.batchInBytes + (64 << 10))
      }
      try await group.next()
      try await receiver.take(batch)
    }
    return try receiver.finish()
  }
}
