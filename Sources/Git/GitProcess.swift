private import Glibc
private import Logging

/// What a finished git process left: its exit status and what it wrote.
package struct ProcessResult: Sendable {
  package let command: String
  package let status: Int32
  package let output: [UInt8]
  package let error: String

  /// True where a signal ended it; git itself exits with 128 at most.
  var wasKilled: Bool { Self.isKilled(status) }
  static func isKilled(_ status: Int32) -> Bool { status > 128 }

  package var text: String { String(decoding: output, as: UTF8.self) }
  /// The output without its final line end.
  package var line: String { text.hasSuffix("\n") ? String(text.dropLast()) : text }

  /// - Throws: ``GitError`` with the command and the last line of its standard error, unless it exited with 0.
  @discardableResult
  package func requireSuccess() throws(GitError) -> ProcessResult {
    guard status != 0 else { return self }
    let lines = error.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("hint: ") }
    let detail = lines.isEmpty ? "exit status \(status)" : lines.joined(separator: "\n")
    throw GitError(operation: command, reason: .other(status), detail: AddressText.withoutCredentials(detail))
  }
}

extension Repository {
  /// Runs git on this repository and waits for it.
  package func git(
    _ arguments: String..., input: [UInt8] = [], environment: [String: String] = [:]
  ) throws(GitError) -> ProcessResult {
    try git(arguments, input: input, environment: environment)
  }

  /// The same, with arguments whose number is not known before.
  package func git(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:]
  ) throws(GitError) -> ProcessResult {
    let place = workTree.map { ["-C", $0] } ?? ["--git-dir", gitDirectory]
    defer { forgetConfiguration() }
    return try Self.runGit(place + arguments, input: input, environment: environment)
  }

  /// The same, with an open file as git's standard input.
  func git(
    _ arguments: [String], reading descriptor: Int32, environment: [String: String]
  ) throws(GitError) -> ProcessResult {
    try Self.run(
      program: "git", ["--git-dir", gitDirectory] + arguments,
      input: .file(descriptor), environment: environment)
  }

  /// Writes a blob's content to an open file, by a git process: no blob is held in this one's memory.
  package func writeContent(of blob: ObjectID, to descriptor: Int32) throws(GitError) {
    let arguments = ["--git-dir", gitDirectory, "cat-file", "blob", "\(blob)"]
    let command = AddressText.withoutCredentials((["git"] + arguments).joined(separator: " "))
    guard let executable = Self.executablePath(of: "git") else {
      throw GitError(operation: command, reason: .notFound, detail: "'git' is not on the PATH")
    }
    let status = try ChildProcess.run(command, executable, arguments, output: descriptor)
    guard status == 0 else {
      throw GitError(operation: command, reason: .other(status), detail: "exit status \(status)")
    }
  }

  /// Runs git anywhere and waits for it.
  ///
  /// - Parameter environment: added to the inherited variables.
  /// - Throws: ``GitError`` where git cannot be started; an exit status is the caller's to judge.
  package static func runGit(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:]
  ) throws(GitError) -> ProcessResult {
    try run(program: "git", arguments, input: input, environment: environment)
  }

  /// Runs git anywhere, without a terminal to ask on, and ends it with all that it started after some seconds.
  ///
  /// - Returns: exit status 124 or 137 where it was ended.
  ///
  /// Source: timeout(1).
  package static func runGit(
    _ arguments: [String], secondsAtMost seconds: Int, environment: [String: String] = [:]
  ) throws(GitError) -> ProcessResult {
    try run(
      program: "timeout", ["--kill-after=1", "\(seconds)", "git"] + arguments, input: [],
      environment: environment.merging(["GIT_TERMINAL_PROMPT": "0"]) { $1 })
  }

  /// Runs a hook of the repository, with the environment that git gave to this process.
  package static func runHook(_ path: String, _ arguments: [String]) throws(GitError) -> ProcessResult {
    try run(program: path, arguments, input: .nothing, environment: [:])
  }

  /// The name of the account that the process runs as.
  ///
  /// Asked of id(1): in a static executable the C library's own look-up cannot load the system's name services.
  package static func accountName() throws(GitError) -> String {
    try run(program: "id", ["-un"], input: [], environment: [:]).requireSuccess().line
  }

  /// Runs a program that is not git, such as gpg, and waits for it.
  ///
  /// - Parameter environment: added to the inherited variables.
  package static func runProgram(
    _ program: String, _ arguments: [String], input: [UInt8] = [], environment: [String: String]
  ) throws(GitError) -> ProcessResult {
    try run(program: program, arguments, input: input, environment: environment)
  }

  /// True where a program of that name is on the PATH.
  package static func hasProgram(_ name: String) -> Bool { executablePath(of: name) != nil }

  private static func run(
    program: String, _ arguments: [String], input: [UInt8], environment: [String: String]
  ) throws(GitError) -> ProcessResult {
    try run(program: program, arguments, input: .bytes(input), environment: environment)
  }

  private static func run(
    program: String, _ arguments: [String], input: ChildProcess.Input, environment: [String: String]
  ) throws(GitError) -> ProcessResult {
    let command = AddressText.withoutCredentials(([program] + arguments).joined(separator: " "))
    Logger(label: "git-registry.process").debug("\(command)")
    guard let executable = program.contains("/") ? program : executablePath(of: program) else {
      throw GitError(operation: command, reason: .notFound, detail: "'\(program)' is not on the PATH")
    }
    let result = try ChildProcess.run(command, executable, arguments, environment: environment, input: input)
    return ProcessResult(
      command: command, status: result.status, output: result.output,
      error: String(decoding: result.error, as: UTF8.self))
  }

  /// The first executable file of that name on the PATH.
  private static func executablePath(of program: String) -> String? {
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    return folders.split(separator: ":").lazy.map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
  }
}
