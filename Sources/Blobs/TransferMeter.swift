import Dispatch
import Synchronization

/// Reads what git-lfs writes to the file that `GIT_LFS_PROGRESS` names, and tells of the bytes as they come.
///
///     download 1/3 1048576/20971520 name        one line a step: direction, file of files, bytes of bytes, name
///
/// Source: git-lfs-config(5), "GIT_LFS_PROGRESS".
final class TransferMeter {
  private let timer: any DispatchSourceTimer

  init(of path: String, for progress: any ByteProgress) {
    let lines = Lines(path: path, progress: progress)
    timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now() + .milliseconds(200), repeating: .milliseconds(200))
    timer.setEventHandler { lines.read() }
    timer.activate()
  }

  func stop() { timer.cancel() }

  /// What was told already.
  private final class Lines: Sendable {
    private let path: String
    private let progress: any ByteProgress
    /// Bytes by name.
    private let told = Mutex<[String: Int64]>([:])

    init(path: String, progress: any ByteProgress) {
      self.path = path
      self.progress = progress
    }

    func read() {
      let lines = FileSystem.text(of: path)?.split(separator: "\n") ?? []
      told.withLock { told in
        for line in lines {
          let fields = line.split(separator: " ", maxSplits: 3)
          guard fields.count == 4, let done = fields[2].split(separator: "/").first.flatMap({ Int64($0) }) else {
            continue
          }
          let before = told[String(fields[3])] ?? 0
          guard done > before else { continue }
          told[String(fields[3])] = done
          progress.advance(by: done - before)
        }
      }
    }
  }
}
