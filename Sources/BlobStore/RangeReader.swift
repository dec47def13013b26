import Files
import Git
import Glibc

/// A regular file that is read in places.
final class RangeReader: Sendable {
  private let descriptor: Int32
  private let path: String

  /// Nil if there is no such file.
  init?(_ path: String) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
  }

  /// Runs for one that was not made too: all of it has its values then.
  deinit { if descriptor >= 0 { close(descriptor) } }

  /// - Returns: fewer bytes than asked for at the end of the file, or as the system likes.
  func read(at position: Int64, atMost count: Int) throws(GitError) -> [UInt8] {
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      var result: Int
      repeat {
        result = pread(descriptor, buffer.baseAddress, count, off_t(position))
      } while result < 0 && errno == EINTR
      failed = result < 0
      filled = max(0, result)
    }
    if failed { throw FileSystem.failure("read", path) }
    return bytes
  }
}
