package import Git
import Glibc
package import Manifests

/// A file read once from start to end: copied, hashed, or both, in pieces, so that its size does not matter.
package enum StreamedFile {
  /// Copies a file to a temporary one in `folder` and hashes what was written.
  ///
  /// - Returns: the temporary file, synced, for ``FileSystem/publish(_:as:)`` or for removal.
  package static func copy(
    _ source: String, toTemporaryIn folder: String
  ) throws(GitError) -> (temporary: String, digest: Digest, sizeInBytes: Int64) {
    try FileSystem.makeFolder(folder)
    var template = Array((folder + "/registry-XXXXXX").utf8CString)
    let output = mkstemp(&template)
    let temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard output >= 0 else { throw FileSystem.failure("create a file in", folder) }
    defer { close(output) }
    do throws(GitError) {
      let (digest, size) = try read(source) { bytes throws(GitError) in try write(bytes, to: output, temporary) }
      guard fchmod(output, 0o444) == 0, fsync(output) == 0 else { throw FileSystem.failure("fsync", temporary) }
      return (temporary, digest, size)
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Reads a file and gives each piece to `body`; the digest and size are those of all pieces.
  package static func read(
    _ path: String, _ body: (UnsafeRawBufferPointer) throws(GitError) -> Void = { _ in }
  ) throws(GitError) -> (digest: Digest, sizeInBytes: Int64) {
    let input = open(path, O_RDONLY | O_CLOEXEC)
    guard input >= 0 else { throw FileSystem.failure("open", path) }
    defer { close(input) }
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
