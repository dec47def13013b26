import Dispatch
import Glibc
import Synchronization

/// Reads what git-lfs writes to the file that `GIT_LFS_PROGRESS` names, and tells of the bytes as they come.
///
///     download 1/3 1048576/20971520 name        one line a step: direction, file of files, bytes of bytes, name
///
/// git-lfs syncs the file after every line, a line for each 32 KiB: on a disk that costs more than the transfer, so the file
/// lies in memory where the system has a place for it.
///
/// Source: git-lfs-config(5), "GIT_LFS_PROGRESS".
final class TransferMeter {
  /// The file to name in `GIT_LFS_PROGRESS`.
  let path: String
  private let timer: any DispatchSourceTimer

  /// Nil where no file can be made: a transfer goes on without.
  init?(for progress: any ByteProgress) {
    let folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : FileSystem.temporaryFolder
    var template = Array((folder + "/git-registry-progress-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0, fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else { return nil }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let lines = ProgressLines(descriptor, progress)
    timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now() + .milliseconds(200), repeating: .milliseconds(200))
    timer.setEventHandler { lines.read() }
    timer.setCancelHandler { close(descriptor) }
    timer.activate()
  }

  func stop() {
    timer.cancel()
    unlink(path)
  }
}

/// The lines of a growing file; each is read once.
private final class ProgressLines: Sendable {
  private struct State {
    /// What follows the last whole line.
    var rest: [UInt8] = []
    /// Bytes by name.
    var told: [String: Int64] = [:]
  }

  private let descriptor: Int32
  private let progress: any ByteProgress
  private let state = Mutex(State())

  init(_ descriptor: Int32, _ progress: any ByteProgress) {
    self.descriptor = descriptor
    self.progress = progress
  }

  func read() {
    state.withLock { state in
      var buffer = [UInt8](repeating: 0, count: 65536)
      while true {
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return }
        state.rest += buffer[..<count]
        var lines = state.rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        state.rest = Array(lines.removeLast())
        for line in lines { tell(line, &state.told) }
      }
    }
  }

  private func tell(_ line: ArraySlice<UInt8>, _ told: inout [String: Int64]) {
    let fields = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 3)
    guard fields.count == 4, let done = fields[2].split(separator: "/").first.flatMap({ Int64($0) }) else { return }
    let before = told.updateValue(done, forKey: String(fields[3])) ?? 0
    if done > before { progress.advance(by: done - before) } else { told[String(fields[3])] = before }
  }
}
