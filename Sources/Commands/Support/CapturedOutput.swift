import CLinux

/// What a run of the program writes, kept in memory: commands run in process, several at once, each on its own thread.
///
/// A command writes from the thread that runs it, so the thread finds its output; no other thread's goes there.
package final class CapturedOutput {
  package private(set) var output = ""
  package private(set) var error = ""
  let look: Terminal.Output

  /// - Parameters:
  ///   - width: columns of the terminal that it stands for; nil for a file or a pipe.
  ///   - isColoured: colours on both.
  package init(width: Int? = nil, isColoured: Bool = false) {
    look = Terminal.Output(width: width, isColoured: isColoured)
  }

  /// Runs the program on this thread.
  ///
  /// - Returns: the exit status.
  package func run(_ arguments: [String]) -> Int32 {
    let before = linux_thread_output()
    linux_set_thread_output(Unmanaged.passUnretained(self).toOpaque())
    defer { linux_set_thread_output(before) }
    return Program.run(arguments)
  }

  /// Nil where the calling thread writes to the process's own standard output and standard error.
  static var current: CapturedOutput? {
    linux_thread_output().map { Unmanaged<CapturedOutput>.fromOpaque($0).takeUnretainedValue() }
  }

  func add(_ text: String, isError: Bool) {
    if isError { error += text } else { output += text }
  }
}
