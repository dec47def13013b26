package import Git
import Glibc

/// Keeps imports and the collection of garbage apart: any number of imports at once, or one collector.
///
/// An import counts on content that it finds in the store, long before its commit names it, and its temporary files may be
/// as old as the import is long. A lock of the kernel on an empty file: it goes away with the process, however that ends.
package final class ImportLock: Sendable {
  package enum Holder {
    /// Waits for a collector.
    case importer
    /// Does not wait: an import may take hours.
    case collector
    /// Only looks, and writes nothing: whether a collector could start. Where nothing was ever imported there is no lock.
    case observer
  }

  private let descriptor: Int32

  /// Nil for a collector or observer where an import is under way.
  package init?(in repository: Repository, as holder: Holder) throws(GitError) {
    let path = "\(repository.commonDirectory)/\(Self.name)"
    let flags = O_RDONLY | O_CLOEXEC
    descriptor =
      try holder == .observer ? open(path, flags) : repository.making { open(path, flags | O_CREAT, 0o666) }
    if descriptor < 0, holder == .observer, errno == ENOENT { return }
    guard descriptor >= 0 else { throw FileSystem.failure("open", path) }
    let isImporter = holder == .importer
    let code = AdvisoryLock.take(
      descriptor, isImporter ? LOCK_SH : LOCK_EX, secondsAtMost: isImporter ? Self.secondsOfCollecting : 0)
    guard code != 0 else { return }
    guard code == EWOULDBLOCK else { throw FileSystem.failure("lock", path, code) }
    guard isImporter else { return nil }
    throw GitError(
      operation: "lock \(path)", reason: .locked,
      detail: "gc has been running for \(Int(Self.secondsOfCollecting)) seconds\(AdvisoryLock.help(path))")
  }

  /// Takes the lock for content that comes over the network, and keeps no thread waiting for a collector meanwhile.
  ///
  /// - Parameter folder: the common directory of a repository in which the lock was taken before.
  package static func forUpload(in folder: String) async throws -> ImportLock {
    for _ in 0..<Int(secondsOfCollecting / secondsBetween) {
      if let lock = try ImportLock(sharedIn: folder) { return lock }
      try await Task.sleep(for: .seconds(secondsBetween))
    }
    throw GitError(
      operation: "lock \(folder)/\(name)", reason: .locked,
      detail: "gc has been running for \(Int(secondsOfCollecting)) seconds\(AdvisoryLock.help("\(folder)/\(name)"))")
  }

  /// Nil where a collector holds it.
  private init?(sharedIn folder: String) throws(GitError) {
    let path = "\(folder)/\(Self.name)"
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileSystem.failure("open", path) }
    let code = AdvisoryLock.take(descriptor, LOCK_SH, secondsAtMost: 0)
    guard code == 0 || code == EWOULDBLOCK else { throw FileSystem.failure("lock", path, code) }
    if code != 0 { return nil }
  }

  private static let name = "registry-import.lock"
  private static let secondsBetween = 0.05

  /// To look through a store of a million files takes minutes.
  private static let secondsOfCollecting = 3600.0

  deinit { if descriptor >= 0 { close(descriptor) } }
}
