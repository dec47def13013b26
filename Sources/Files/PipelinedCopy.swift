import CLinux
import Dispatch
import Git
import Glibc
import Manifests
import Synchronization

/// The copy of a large file: one thread copies in the kernel, another hashes behind it what was written, so that a source that
/// changes meanwhile is never stored under a wrong digest; where the output is to be synced, the disk starts writing at once.
///
/// 1 GiB takes as long as the slower of the two: copy and SHA-256 one after the other took 1.7 times that, `cp` and `sha256sum` 4
/// times.
enum PipelinedCopy {
  /// Smaller files are done before a thread has started.
  static let leastSizeInBytes: Int64 = 8 << 20
  private static let pieceSizeInBytes: UInt = 4 << 20

  /// - Parameters:
  ///   - input, output: open files; the output empty, readable and writable.
  ///   - isSynced: true where the caller syncs the output, so that the disk had better begin at once.
  static func run(
    _ input: Int32, to output: Int32, _ path: String, isSynced: Bool, progress: (any ByteProgress)?
  ) throws(GitError) -> (digest: Digest, sizeInBytes: Int64) {
    let shared = Shared()
    let copier = DispatchWorkItem {
      shared.finish(copy(input, to: output, isSynced: isSynced) { size in shared.advance(by: size) })
    }
    DispatchQueue.global().async(execute: copier)
    defer { copier.wait() }
    return try hash(output, path, behind: shared, progress)
  }

  private struct Written {
    var size: Int64 = 0
    var isDone = false
    /// The error number where copying failed.
    var failure: Int32?
  }

  /// What the copying thread tells the hashing one.
  private final class Shared: Sendable {
    private let state = Mutex(Written())
    private let moved = DispatchSemaphore(value: 0)

    func advance(by size: Int64) {
      state.withLock { $0.size += size }
      moved.signal()
    }

    func finish(_ failure: Int32?) {
      state.withLock {
        $0.isDone = true
        $0.failure = failure
      }
      moved.signal()
    }

    /// Waits for more than is known.
    func next(after known: Int64) -> Written {
      while true {
        let now = state.withLock { $0 }
        if now.size > known || now.isDone { return now }
        moved.wait()
      }
    }
  }

  private static func hash(
    _ output: Int32, _ path: String, behind shared: Shared, _ progress: (any ByteProgress)?
  ) throws(GitError) -> (digest: Digest, sizeInBytes: Int64) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: FileSystem.chunkSizeInBytes, alignment: 4096)
    defer { buffer.deallocate() }
    var hash = ContentHash()
    var done: Int64 = 0
    while true {
      let written = shared.next(after: done)
      while done < written.size {
        let count = pread(output, buffer.baseAddress, min(buffer.count, Int(written.size - done)), off_t(done))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw FileSystem.failure("read", path) }
        hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        done += Int64(count)
        progress?.advance(by: Int64(count))
      }
      if let code = written.failure { throw FileSystem.failure("copy to", path, code) }
      if written.isDone, written.size == done { return (hash.digest, done) }
    }
  }

  /// Copies in the kernel where the file systems can, else through memory.
  ///
  /// - Returns: the error number of a call that failed; nil where all is copied.
  private static func copy(
    _ input: Int32, to output: Int32, isSynced: Bool, advance: (Int64) -> Void
  ) -> Int32? {
    var status = stat()
    if linux_clone(input, output) == 0, fstat(output, &status) == 0 {
      advance(Int64(status.st_size))
      return nil
    }
    var offset: Int64 = 0
    while true {
      let count = linux_copy_file_range(input, output, pieceSizeInBytes)
      if count < 0, errno == EINTR { continue }
      if count < 0, offset == 0, [EXDEV, EINVAL, ENOSYS, EOPNOTSUPP, EBADF].contains(errno) {
        return copyThroughMemory(input, to: output, advance: advance)
      }
      guard count >= 0 else { return errno }
      guard count > 0 else { return nil }
      if isSynced { _ = linux_start_writing(output, Int(offset), count) }
      offset += Int64(count)
      advance(Int64(count))
    }
  }

  private static func copyThroughMemory(_ input: Int32, to output: Int32, advance: (Int64) -> Void) -> Int32? {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: FileSystem.chunkSizeInBytes, alignment: 4096)
    defer { buffer.deallocate() }
    while true {
      let count = read(input, buffer.baseAddress, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return errno }
      guard count > 0 else { return nil }
      var written = 0
      while written < count {
        let step = write(output, buffer.baseAddress.map { $0 + written }, count - written)
        if step < 0, errno == EINTR { continue }
        guard step > 0 else { return errno }
        written += step
      }
      advance(Int64(count))
    }
  }
}
