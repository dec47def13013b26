import Glibc

/// Keeps those processes of git registry that move references of one repository one after another, and sweeps what one of
/// them left when it died.
///
/// A lock of the kernel on `registry.lock`: it goes away with the process, however that ends. While references move the file
/// says which, as `git update-ref --stdin` reads it. Text that is still there when the lock is free comes from a process that
/// was killed: what it had half done is finished, and the other lock files of those references are then nobody's. So are lock files from before the machine's last start,
/// and those that are a minute old: `git gc` locks every reference for a moment, and one that is killed leaves them.
package final class RefLock {
  private let repository: Repository
  private var descriptor: Int32

  /// Waits for the lock.
  ///
  /// - Throws: ``GitError`` with reason `locked` after so many seconds.
  package init(in repository: Repository, secondsAtMost seconds: Double = RefLock.secondsOfWaiting) throws(GitError) {
    self.repository = repository
    let path = repository.commonDirectory + "/registry.lock"
    descriptor = try repository.making { open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666) }
    guard descriptor >= 0 else { throw Self.failure("open \(path)", help: errno == EACCES ? Self.sharingHelp : "") }
    let code = AdvisoryLock.take(descriptor, LOCK_EX, secondsAtMost: seconds)
    guard code == 0 else {
      close(descriptor)
      descriptor = -1
      guard code == EWOULDBLOCK else {
        errno = code
        throw Self.failure("lock \(path)")
      }
      throw GitError(
        operation: "lock \(path)", reason: .locked,
        detail:
          "another process has been changing this repository for \(Int(seconds)) seconds\(AdvisoryLock.help(path))")
    }
    sweep()
  }

  /// A hundred others may be in front, each of which waits for a slow disk.
  package static let secondsOfWaiting = 120.0

  deinit { unlock() }

  /// Says that nothing is under way any more, and lets the next process on.
  package func unlock() {
    guard descriptor >= 0 else { return }
    ftruncate(descriptor, 0)
    close(descriptor)
    descriptor = -1
  }

  // MARK: What is under way

  /// Writes down which references are about to move, for whoever comes after a crash.
  package func announce(_ changes: [RefChange]) throws(GitError) {
    for change in changes { sweepOldLock(of: change.name) }
    let text = RefChange.transaction(changes)
    guard ftruncate(descriptor, 0) == 0,
      text.withUnsafeBytes({ pwrite(descriptor, $0.baseAddress, $0.count, 0) }) == text.count
    else { throw Self.failure("write \(repository.commonDirectory)/registry.lock") }
  }

  /// Moves references in one transaction: all of them, or none; the reflog of each is written.
  ///
  /// Where git does it, it reads what is to be done from the lock's own file. So it holds the lock too, until it ends, even where
  /// this process is killed meanwhile. See ``LooseReferenceMove`` for what needs no git.
  ///
  /// - Parameter message: the reflog's line.
  /// - Returns: git's words where it refused.
  package func move(
    _ changes: [RefChange], message: String, environment: [String: String] = [:]
  ) throws(GitError) -> String? {
    try announce(changes)
    let move = LooseReferenceMove(repository: repository, changes: changes, message: message)
    if try repository.making({ () throws(GitError) in try move.run() }) { return nil }
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw Self.failure("read registry.lock") }
    let result = try repository.git(
      ["update-ref", "--create-reflog", "-m", message, "--stdin", "-z"], reading: descriptor,
      environment: environment)
    if result.wasKilled { sweep() }
    return result.status == 0 ? nil : result.error
  }

  /// Sweeps what a git process left that was killed while this one held the lock.
  package func sweep(after error: any Error) {
    if let error = error as? GitError, case .other(let status) = error.reason, ProcessResult.isKilled(status) {
      sweep()
    }
  }

  // MARK: Sweeping

  /// Lock files lie beside what they lock; git and libgit2 make them the same way.
  private func sweep() {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size > 0 else { return }
    var text = [UInt8](repeating: 0, count: Int(status.st_size))
    guard pread(descriptor, &text, text.count, 0) == text.count else { return }
    let since = status.st_mtim.tv_sec
    let changes = RefChange.changes(in: text)
    finish(changes, since: since)
    var paths = changes.map { "\($0.name.text).lock" } + ["HEAD.lock", "index.lock"]
    if changes.contains(where: { $0.new == nil }) { paths += ["packed-refs.lock", "packed-refs.new"] }
    for path in paths {
      for folder in Set([repository.commonDirectory, repository.gitDirectory]) {
        Self.remove(folder + "/" + path) { Self.isUnderWay($0, since: since) }
      }
    }
    ftruncate(descriptor, 0)
  }

  /// Ends a transaction that was broken off while its references took their new values one after the other: where some have theirs and
  /// every other one still waits with it in its lock file, those move too. Else the record would name what never landed.
  private func finish(_ changes: [RefChange], since: time_t) {
    let folder = repository.commonDirectory
    let waiting = changes.drop { change in
      change.new != nil && LooseReferenceMove.value(at: "\(folder)/\(change.name.text)") == change.new
    }
    guard !waiting.isEmpty, waiting.count < changes.count else { return }
    let areLocked = waiting.allSatisfy { change in
      let path = "\(folder)/\(change.name.text)"
      var status = stat()
      return change.new != nil && change.old != nil && LooseReferenceMove.value(at: path) == change.old
        && LooseReferenceMove.value(at: path + ".lock") == change.new && stat(path + ".lock", &status) == 0
        && Self.isUnderWay(status.st_mtim.tv_sec, since: since)
    }
    guard areLocked else { return }
    for change in waiting {
      let path = "\(folder)/\(change.name.text)"
      guard rename(path + ".lock", path) == 0 else { return }
    }
  }

  private static func isUnderWay(_ time: time_t, since: time_t) -> Bool {
    time >= since - 1 && time <= since + secondsUnderWay
  }

  /// Lock files that came later are somebody else's.
  private static let secondsUnderWay = 600

  /// git holds such a lock for milliseconds.
  package static let secondsOfALock = 60

  private func sweepOldLock(of name: RefName) {
    var sinceStart = timespec()
    let now = time(nil)
    let start = clock_gettime(CLOCK_BOOTTIME, &sinceStart) == 0 ? now - sinceStart.tv_sec : 0
    let oldest = max(start - 1, now - Self.secondsOfALock)
    Self.remove("\(repository.commonDirectory)/\(name.text).lock") { $0 < oldest }
  }

  private static func remove(_ path: String, where isStale: (time_t) -> Bool) {
    var status = stat()
    if stat(path, &status) == 0, isStale(status.st_mtim.tv_sec) { unlink(path) }
  }

  private static let sharingHelp =
    "\nhelp: if accounts share a repository, set core.sharedRepository to group, and ask the owner to run git registry doctor --fix"

  private static func failure(_ call: String, help: String = "") -> GitError {
    GitError(operation: call, reason: .other(errno), detail: String(cString: strerror(errno)) + help)
  }
}
