import CLinux
import Foundation
package import Glibc

/// A program that a test has started.
///
/// Foundation's `Process` lists the open files of this one, and reads past the end of that list where there are more than 1,300: with some
/// hundred tests at once, each with its server, there are. Nor may a program keep one of them: a connection would not end when the test
/// closes it.
package struct SpawnedProgram {
  package let process: pid_t

  /// - Parameters:
  ///   - words: the program's name or path, and its arguments.
  ///   - environment: all of it; this process's own where none is given.
  ///   - input: the file that it reads.
  ///   - output: the file that takes what it writes; `error` the same of what goes wrong. They need not be there.
  package init(
    _ words: [String], in folder: String = "/", _ environment: [String: String]? = nil, input: String = "/dev/null",
    output: String = "/dev/null", error: String = "/dev/null"
  ) throws {
    let files = try [(input, O_RDONLY), (output, O_WRONLY | O_CREAT), (error, O_WRONLY | O_CREAT)].map { path, mode in
      let file = open(path, mode | O_CLOEXEC, 0o600)
      guard file >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EINVAL) }
      return file
    }
    defer { for file in files { close(file) } }
    let env = "/usr/bin/env"
    let variables = environment.map { ["--ignore-environment"] + $0.map { "\($0.key)=\($0.value)" } } ?? []
    var arguments = ([env, "--chdir=\(folder)"] + variables + words).map { strdup($0) } + [nil]
    defer { arguments.forEach { free($0) } }
    var changes: [UnsafeMutablePointer<CChar>?] = [nil]
    process = linux_spawn(env, &arguments, &changes, files[0], files[1], files[2])
    guard process > 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EINVAL) }
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
