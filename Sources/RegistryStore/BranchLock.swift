import Git
import Glibc

/// Keeps the writing commands of one repository one after another, so that index and work tree follow in the order of the
/// commits.
///
/// A lock of the kernel on an empty file: it goes away with the process, however that ends, and leaves nothing to sweep.
struct BranchLock {
  private let descriptor: Int32

  /// Waits for the lock.
  init(in repository: Repository) throws(GitError) {
    let path = repository.commonDirectory + "/registry.lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else {
      throw GitError(operation: "lock \(path)", reason: .other(errno), detail: String(cString: strerror(errno)))
    }
  }

  func unlock() { close(descriptor) }
}
