package import Git
import Glibc

/// A lock of the kernel on an empty file, for one process at a time. It goes away with the process, however that ends.
package final class FileLock {
  private let descriptor: Int32

  /// Waits until nobody else has it.
  ///
  /// - Parameter repository: that the file is part of, so that everybody who shares it may take the lock; nil if it is of none.
  /// - Throws: ``GitError`` with reason `locked` after so many seconds.
  package init(
    _ path: String, in repository: Repository? = nil, secondsAtMost seconds: Double = FileLock.secondsOfWaiting
  ) throws(GitError) {
    func opened() throws(GitError) -> Int32 {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { throw FileSystem.failure("open", path) }
      return descriptor
    }
    descriptor = if let repository { try repository.making(opened) } else { try opened() }
    let code = AdvisoryLock.take(descriptor, LOCK_EX, secondsAtMost: seconds)
    guard code != 0 else { return }
    guard code == EWOULDBLOCK else { throw FileSystem.failure("lock", path, code) }
    throw GitError(
      operation: "lock \(path)", reason: .locked,
      detail: "another process has held it for \(Int(seconds)) seconds\(AdvisoryLock.help(path))")
  }

  /// Whoever holds it may be fetching something large.
  package static let secondsOfWaiting = 3600.0

  deinit { if descriptor >= 0 { close(descriptor) } }
}
