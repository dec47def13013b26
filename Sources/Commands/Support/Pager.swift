import Git
import Glibc

/// A command whose output is read, and goes through git's pager on a terminal.
protocol PagedCommand {
  /// False where whoever reads waits for what is yet to come.
  var isPaged: Bool { get }
}

extension PagedCommand {
  var isPaged: Bool { true }
}

/// git's pager between standard output and the terminal.
///
/// Source: git(1) "GIT_PAGER", git's `pager.c`.
struct Pager {
  private let stream: UnsafeMutablePointer<FILE>

  /// Starts what `git var GIT_PAGER` names; nil where nobody looks at a terminal, and for `cat` or an empty name.
  init?() {
    // Without git to ask there is no pager; the output itself is not lost.
    guard Terminal.isInteractive, Terminal.output.isTerminal,
      let pager = try? Repository.runGit(["var", "GIT_PAGER"]).line,
      !pager.isEmpty, pager != "cat"
    else { return nil }
    // As git sets them: quit on one screen, keep colours, leave the text on the screen.
    setenv("LESS", "FRX", 0)
    setenv("LV", "-c", 0)
    setenv("GIT_PAGER_IN_USE", "true", 1)
    guard let stream = popen(pager, "we") else { return nil }
    self.stream = stream
    dup2(fileno(stream), 1)
    // An interrupt is the pager's to handle; quitting it ends this program by a broken pipe.
    signal(SIGINT, SIG_IGN)
  }

  /// Ends the output and waits until the reader is done.
  func finish() {
    close(1)
    pclose(stream)
  }
}
