package import Git
import Glibc

/// Writes bytes that come in pieces to a temporary file of a store, and hashes them on the way. Belongs to one task or thread.
package final class ContentReceiver {
  private let path: String
  private let limit: Int64?
  private var descriptor: Int32
  private var hash = ContentHash()
  private var sizeInBytes: Int64 = 0

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

  package func write(_ piece: [UInt8]) throws(GitError) {
    sizeInBytes += Int64(piece.count)
    if let limit, sizeInBytes > limit {
      throw GitError(
        operation: "receive content", reason: .other(EFBIG), detail: "there are more than \(limit) bytes of it")
    }
    piece.withUnsafeBytes { hash.update($0) }
    var rest = piece[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileSystem.failure("write", path) }
      rest = rest.dropFirst(count)
    }
  }

  /// Writes all of it to the disk.
  package func finish() throws(GitError) -> ReceivedContent {
    SyncCount.add()
    guard fsync(descriptor) == 0 else { throw FileSystem.failure("fsync", path) }
    close(descriptor)
    descriptor = -1
    return ReceivedContent(digest: hash.digest, sizeInBytes: sizeInBytes, temporary: path)
  }
}
