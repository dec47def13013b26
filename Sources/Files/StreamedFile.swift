package import Git
import Glibc
package import Manifests

/// A file read once from start to end: copied, hashed, or both, in pieces, so that its size does not matter.
package enum StreamedFile {
  /// A temporary file, synced, for ``FileSystem/publish(_:as:)`` or for removal.
  package struct Copy {
    package let temporary: String
    package let digest: Digest
    package let sizeInBytes: Int64

    package init(temporary: String, digest: Digest, sizeInBytes: Int64) {
      self.temporary = temporary
      self.digest = digest
      self.sizeInBytes = sizeInBytes
    }
  }

  /// More files than these are synced to disk all at once: one by one, 10,000 small files took minutes.
  package static let filesSyncedOneByOne = 16

  /// Copies a file to a temporary one in `folder` and hashes what was written.
  ///
  /// - Parameter isSynced: false where the caller syncs many files at once.
  package static func copy(
    _ source: String, toTemporaryIn folder: String, isSynced: Bool = true, progress: (any ByteProgress)? = nil
  ) throws(GitError) -> Copy {
    try writeTemporary(in: folder, isSynced: isSynced) { output, temporary throws(GitError) in
      try copy(source, to: output, temporary, isSynced: isSynced, progress: progress)
    }
  }

  /// Copies a file to an open one, empty, readable and writable, and hashes what was written.
  package static func copy(
    _ source: String, to output: Int32, _ path: String, isSynced: Bool, progress: (any ByteProgress)?
  ) throws(GitError) -> (digest: Digest, sizeInBytes: Int64) {
    if let size = try FileSystem.sizeInBytes(of: source), size >= PipelinedCopy.leastSizeInBytes {
      let input = try RegularFile.open(source)
      defer { close(input) }
      return try PipelinedCopy.run(input, to: output, path, isSynced: isSynced, progress: progress)
    }
    return try read(source) { bytes throws(GitError) in
      try write(bytes, to: output, path)
      progress?.advance(by: Int64(bytes.count))
    }
  }

  /// Writes bytes in memory to a temporary file in `folder`.
  ///
  /// - Parameter permissions: those of the file, less the umask.
  package static func copy(
    _ content: [UInt8], toTemporaryIn folder: String, permissions: UInt32 = 0o444
  ) throws(GitError) -> Copy {
    try writeTemporary(in: folder, permissions: permissions) { output, temporary throws(GitError) in
      var hash = ContentHash()
      content.withUnsafeBytes { hash.update($0) }
      var failure: GitError?
      content.withUnsafeBytes { bytes in
        do throws(GitError) { try write(bytes, to: output, temporary) } catch { failure = error }
      }
      if let failure { throw failure }
      return (hash.digest, Int64(content.count))
    }
  }

  /// Makes a temporary file in `folder`, with what `body` writes to it, given the open file and its path.
  package static func writeTemporary(
    in folder: String, isSynced: Bool = true, permissions: UInt32 = 0o444,
    _ body: (Int32, String) throws(GitError) -> (digest: Digest, sizeInBytes: Int64)
  ) throws(GitError) -> Copy {
    try FileSystem.makeFolder(folder, isSynced: isSynced)
    let temporary = "\(folder)/.registry-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
    let output = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, permissions)
    guard output >= 0 else { throw FileSystem.failure("create a file in", folder) }
    defer { close(output) }
    do throws(GitError) {
      let (digest, size) = try body(output, temporary)
      if isSynced { SyncCount.add() }
      guard !isSynced || fsync(output) == 0 else { throw FileSystem.failure("fsync", temporary) }
      return Copy(temporary: temporary, digest: digest, sizeInBytes: size)
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Reads a file and gives each piece to `body`; the digest and size are those of all pieces.
  package static func read(
    _ path: String, _ body: (UnsafeRawBufferPointer) throws(GitError) -> Void = { _ in }
  ) throws(GitError) -> (digest: Digest, sizeInBytes: Int64) {
    let input = try RegularFile.open(path)
    defer { close(input) }
    return try read(input, path, body)
  }

  /// Reads an open file from where it stands to its end.
  package static func read(
    _ input: Int32, _ path: String, _ body: (UnsafeRawBufferPointer) throws(GitError) -> Void = { _ in }
  ) throws(GitError) -> (digest: Digest, sizeInBytes: Int64) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: FileSystem.chunkSizeInBytes, alignment: 4096)
    defer { buffer.deallocate() }
    var hash = ContentHash()
    var size: Int64 = 0
    while true {
      let count = Glibc.read(input, buffer.baseAddress, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileSystem.failure("read", path) }
      guard count > 0 else { break }
      let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      hash.update(bytes)
      try body(bytes)
      size += Int64(count)
    }
    return (hash.digest, size)
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to output: Int32, _ path: String) throws(GitError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(output, rest.baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileSystem.failure("write", path) }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }
}
