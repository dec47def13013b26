import CLinux
package import Git
import Glibc

/// Writes bytes that come in pieces to a temporary file of a store, and hashes them on the way.
///
/// What comes is taken together in batches. While one is hashed and written, by two threads, the next one comes; and the disk begins with each as
/// soon as it is written, so that little is left to wait for at the end. One after the other, each of them took as long again.
package final class ContentReceiver: @unchecked Sendable {
  // Unchecked: one batch at a time is taken, by the task that receives or by one that it waits for.
  private let path: String
  private let limit: Int64?
  private var descriptor: Int32
  private var hash = ContentHash()
  private var sizeInBytes: Int64 = 0

  /// Bytes of a batch: much more than it costs to hand one to another thread, and little for each of many uploads.
  static let batchInBytes = 1 << 20

  /// - Parameter limit: bytes, at most; nil for as many as come.
  package init(into store: LFSStore, atMost limit: Int64? = nil) throws(GitError) {
    self.limit = limit
    let folder = store.temporaryFolder
    try FileSystem.makeFolder(folder, isSynced: false)
    path = "\(folder)/.registry-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o444)
    guard descriptor >= 0 else { throw FileSystem.failure("create a file in", folder) }
  }

  /// What was not finished is removed.
  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(path)
  }

  /// Hashes a batch and writes it.
  func take(_ batch: [UInt8]) async throws {
    guard !batch.isEmpty else { return }
    if let limit, sizeInBytes + Int64(batch.count) > limit {
      throw GitError(
        operation: "receive content", reason: .other(EFBIG), detail: "there are more than \(limit) bytes of it")
    }
    async let hashed = Self.hash(batch, after: hash)
    try write(batch)
    hash = await hashed
  }

  private static func hash(_ batch: [UInt8], after hash: ContentHash) async -> ContentHash {
    var hash = hash
    batch.withUnsafeBytes { hash.update($0) }
    return hash
  }

  private func write(_ batch: [UInt8]) throws(GitError) {
    var done = 0
    while done < batch.count {
      let count = batch.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileSystem.failure("write", path) }
      done += count
    }
    _ = linux_start_writing(descriptor, Int(sizeInBytes), batch.count)
    sizeInBytes += Int64(batch.count)
  }

  /// Writes all of it to the disk.
  func finish() throws(GitError) -> ReceivedContent {
    SyncCount.add()
    guard fsync(descriptor) == 0 else { throw FileSystem.failure("fsync", path) }
    close(descriptor)
    descriptor = -1
    return ReceivedContent(digest: hash.digest, sizeInBytes: sizeInBytes, temporary: path)
  }
}
