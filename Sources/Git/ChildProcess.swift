import CLinux
import Glibc

/// A program that this one starts and waits for, on the thread that calls: no other thread takes part, so that any number of threads
/// may wait at once.
struct ChildProcess {
  /// Where its standard input comes from.
  enum Input {
    case nothing
    case bytes([UInt8])
    /// An open file, read from where it stands.
    case file(Int32)
  }

  /// What it wrote, and 128 more than the signal's number where one ended it.
  struct Result {
    let status: Int32
    let output: [UInt8]
    let error: [UInt8]
  }

  private let command: String
  private let process: pid_t

  /// Runs a program to its end and takes in what it writes.
  ///
  /// - Parameters:
  ///   - command: what it is called in errors.
  ///   - environment: added to the inherited variables.
  static func run(
    _ command: String, _ executable: String, _ arguments: [String], environment: [String: String], input: Input
  ) throws(GitError) -> Result {
    var output = try Pipe(command)
    var error = try Pipe(command)
    let child = try ChildProcess(
      command, executable, arguments, environment, input: input, output: output.writing, error: error.writing)
    output.closeWriting()
    error.closeWriting()
    let isWhole = child.read(&output, outputAtMost, &error, errorAtMost)
    let status = try child.wait(kills: !isWhole)
    guard isWhole else { throw Self.failure(command, "it wrote more than \(outputAtMost) bytes, or could not be read") }
    return Result(status: status, output: output.bytes, error: error.bytes)
  }

  /// Runs a program whose output goes to an open file; what it says on standard error is lost.
  static func run(
    _ command: String, _ executable: String, _ arguments: [String], output: Int32
  ) throws(GitError) -> Int32 {
    try ChildProcess(command, executable, arguments, [:], input: .nothing, output: output, error: -1).wait(kills: false)
  }

  private static let outputAtMost = 1 << 28
  private static let errorAtMost = 1 << 20

  private init(
    _ command: String, _ executable: String, _ arguments: [String], _ environment: [String: String], input: Input,
    output: Int32, error: Int32
  ) throws(GitError) {
    self.command = command
    let own = try Self.open(input, command)
    let file = if case .file(let descriptor) = input { descriptor } else { own }
    defer { if own >= 0 { close(own) } }
    var words = ([executable] + arguments).map { strdup($0) } + [nil]
    var changes = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (words + changes).forEach { free($0) } }
    process = linux_spawn(executable, &words, &changes, file, output, error)
    guard process > 0 else { throw Self.failure(command, String(cString: strerror(errno))) }
  }

  /// A file in memory rather than a pipe: nobody has to write while the child reads, and none that stops reading does harm.
  private static func open(_ input: Input, _ command: String) throws(GitError) -> Int32 {
    guard case .bytes(let bytes) = input, !bytes.isEmpty else { return -1 }
    let file = linux_memory_file()
    guard file >= 0 else { throw failure(command, String(cString: strerror(errno))) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let code = errno
        close(file)
        throw failure(command, String(cString: strerror(code)))
      }
      rest = rest.dropFirst(count)
    }
    lseek(file, 0, SEEK_SET)
    return file
  }

  /// Reads both streams to their ends, whichever has something.
  ///
  /// - Returns: false where one is larger than it may be, or cannot be read.
  private func read(_ output: inout Pipe, _ outputLimit: Int, _ error: inout Pipe, _ errorLimit: Int) -> Bool {
    while output.isOpen || error.isOpen {
      var files = [output.pollable, error.pollable]
      if poll(&files, 2, -1) < 0 {
        guard errno == EINTR else { return false }
        continue
      }
      if files[0].revents != 0, !output.readMore(atMost: outputLimit) { return false }
      if files[1].revents != 0, !error.readMore(atMost: errorLimit) { return false }
    }
    return true
  }

  private func wait(kills: Bool) throws(GitError) -> Int32 {
    if kills { kill(process, SIGKILL) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw Self.failure(command, String(cString: strerror(errno))) }
    }
    let signal = status & 0x7f
    return signal == 0 ? status >> 8 & 0xff : 128 + signal
  }

  fileprivate static func failure(_ command: String, _ detail: String) -> GitError {
    GitError(operation: command, reason: .other(-1), detail: detail)
  }
}

/// What a child writes to, and what was read of it.
private struct Pipe: ~Copyable {
  private(set) var bytes: [UInt8] = []
  private var reading: Int32
  private(set) var writing: Int32

  init(_ command: String) throws(GitError) {
    var ends: [Int32] = [-1, -1]
    guard linux_pipe(&ends) == 0 else { throw ChildProcess.failure(command, String(cString: strerror(errno))) }
    (reading, writing) = (ends[0], ends[1])
  }

  deinit {
    if reading >= 0 { close(reading) }
    if writing >= 0 { close(writing) }
  }

  var isOpen: Bool { reading >= 0 }

  /// poll(2) passes over a file with a negative number.
  var pollable: pollfd { pollfd(fd: reading, events: Int16(POLLIN), revents: 0) }

  mutating func closeWriting() {
    close(writing)
    writing = -1
  }

  /// - Returns: false where there is more than it may be, or reading fails.
  mutating func readMore(atMost limit: Int) -> Bool {
    let count = withUnsafeTemporaryAllocation(byteCount: Self.pieceInBytes, alignment: 1) { buffer in
      let count = Glibc.read(reading, buffer.baseAddress, buffer.count)
      if count > 0 { bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
      return count
    }
    if count < 0 { return errno == EINTR }
    if count == 0 {
      close(reading)
      reading = -1
    }
    return bytes.count <= limit
  }

  /// What a pipe holds on Linux.
  private static let pieceInBytes = 64 << 10
}
