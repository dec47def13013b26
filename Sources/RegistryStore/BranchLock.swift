package import Git
import Glibc

/// Keeps the writing commands of one repository one after another, so that index and work tree follow in the order of the
/// commits.
///
/// A lock of the kernel on an empty file: it goes away with the process, however that ends; the file stays and means nothing.
package struct BranchLock {
  private let descriptor: Int32

  /// Waits for the lock.
  package init(in repository: Repository) throws(GitError) {
    let path = repository.commonDirectory + "/registry.lock"
    descriptor = open(path, O_RDONLY | O_CREAT | O_CLOEXEC, 0o666)
    var result = descriptor < 0 ? -1 : flock(descriptor, LOCK_EX)
    while result != 0, descriptor >= 0, errno == EINTR { result = flock(descriptor, LOCK_EX) }
    guard result == 0 else {
      throw GitError(operation: "lock \(path)", reason: .other(errno), detail: String(cString: strerror(errno)))
    }
  }

  package func unlock() { close(descriptor) }
}
