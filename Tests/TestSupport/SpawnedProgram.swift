import Foundation
package import Glibc

/// A program that a test has started.
///
/// Foundation's `Process` lists the open files of this one, and reads past the end of that list where there are more than 1,300: with some
/// hundred tests at once, each with its server, there are.
package struct SpawnedProgram {
  package let process: pid_t

  /// - Parameters:
  ///   - words: the program's name or path, and its arguments.
  ///   - input: the file that it reads.
  ///   - output: the file that takes what it writes; `error` the same of what goes wrong. They need not be there.
  package init(
    _ words: [String], in folder: String = "/", _ environment: [String: String]? = nil, input: String = "/dev/null",
    output: String = "/dev/null", error: String = "/dev/null"
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, error, O_WRONLY | O_CREAT, 0o600)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    let env = "/usr/bin/env"
    let arguments = ([env, "--chdir=\(folder)"] + words).map { strdup($0) } + [nil]
    let variables =
      (environment ?? ProcessInfo.processInfo.environment).map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (arguments + variables).forEach { free($0) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, env, &actions, &attributes, arguments, variables)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EINVAL) }
    self.process = process
  }

  /// Waits for its end, once.
  ///
  /// - Returns: its exit status, or the number of the signal that ended it.
  package func wait() throws -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .ECHILD) }
    }
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : signal
  }
}
