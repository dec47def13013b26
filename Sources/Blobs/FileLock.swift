package import Git
import Glibc

/// A lock of the kernel on an empty file, for one process at a time. It goes away with the process, however that ends.
package final class FileLock {
  private let descriptor: Int32

  /// Waits until nobody else has it.
  package init(_ path: String) throws(GitError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileSystem.failure("open", path) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw FileSystem.failure("lock", path) }
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
