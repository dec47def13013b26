package import Foundation
import Testing

/// A temporary folder in which git knows nothing of this machine: no configuration, a fixed identity, fixed dates.
///
/// The same inputs give the same commit ids, so that expected texts may hold them.
package final class GitSandbox: @unchecked Sendable {
  package let folder: URL
  package var environment: [String: String]
  private let stopwatch = SandboxStopwatch()

  /// - Parameter identity: who commits, as `Name <mail>`.
  package init(name: String = "Ada Lovelace", email: String = "ada@acme.org") throws {
    folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().appending(
      path: "sandbox-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    environment = [
      "PATH": Self.path, "HOME": folder.path, "LC_ALL": "C.UTF-8", "TZ": "UTC", "TMPDIR": NSTemporaryDirectory(),
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": folder.appending(path: "gitconfig").path,
      "GIT_TERMINAL_PROMPT": "0",
    ]
    try write(
      """
      [user]
        name = \(name)
        email = \(email)
      [init]
        defaultBranch = main
      [protocol "file"]
        allow = always
      [advice]
        detachedHead = false
      """, to: "gitconfig")
    become(name: name, email: email)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
    stopwatch.stop()
  }

  /// The program under test: what `make build` made, or what this test run built.
  package static let program: String = {
    if let program = ProcessInfo.processInfo.environment["GIT_REGISTRY_PROGRAM"] { return program }
    return SourceTree.url(".build/debug/git-registry").path
  }()

  private static let path: String = {
    let inherited = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return URL(fileURLWithPath: program).deletingLastPathComponent().path + ":" + inherited
  }()

  /// Commits as somebody else from now on.
  package func become(name: String, email: String) {
    environment["GIT_AUTHOR_NAME"] = name
    environment["GIT_AUTHOR_EMAIL"] = email
    environment["GIT_COMMITTER_NAME"] = name
    environment["GIT_COMMITTER_EMAIL"] = email
    environment["GIT_AUTHOR_DATE"] = "2026-11-22T10:00:00Z"
    environment["GIT_COMMITTER_DATE"] = "2026-11-22T10:00:00Z"
  }

  package func path(_ relative: String) -> String { folder.appending(path: relative).path }

  package func write(_ text: String, to relative: String) throws { try write(Data(text.utf8), to: relative) }

  package func write(_ data: Data, to relative: String) throws {
    let url = folder.appending(path: relative)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
  }

  package func read(_ relative: String) throws -> String {
    try String(contentsOf: folder.appending(path: relative), encoding: .utf8)
  }

  package func exists(_ relative: String) -> Bool { FileManager.default.fileExists(atPath: path(relative)) }

  /// Runs git in a folder of the sandbox and requires that it succeeds.
  @discardableResult
  package func git(_ arguments: String..., in relative: String = ".") throws -> String {
    let result = try run("git", arguments, in: relative)
    try #require(result.status == 0, "git \(arguments.joined(separator: " ")): \(result.text)")
    return result.output
  }

  /// Runs the program as `git registry …`.
  package func registry(
    _ arguments: [String], in relative: String = ".", environment: [String: String] = [:]
  ) throws -> Outcome {
    try run("git", ["registry"] + arguments, in: relative, environment: environment)
  }

  /// Runs the program and requires that it succeeds.
  @discardableResult
  package func registry(_ arguments: String..., in relative: String) throws -> String {
    let result = try registry(arguments, in: relative)
    try #require(result.status == 0, "git registry \(arguments.joined(separator: " ")): \(result.text)")
    return result.output
  }

  /// Runs any program and waits for it.
  package func run(
    _ program: String, _ arguments: [String], in relative: String = ".", environment extra: [String: String] = [:]
  ) throws -> Outcome {
    // Files, not pipes: a full pipe would stop a process that writes to the other one.
    let output = folder.appending(path: ".out-\(UUID().uuidString)")
    let error = folder.appending(path: ".err-\(UUID().uuidString)")
    for url in [output, error] { try Data().write(to: url) }
    defer { for url in [output, error] { try? FileManager.default.removeItem(at: url) } }
    let status = try SpawnedProgram(
      [program] + arguments, in: relative.hasPrefix("/") ? relative : folder.appending(path: relative).path,
      environment.merging(extra) { $1 }, output: output.path, error: error.path
    ).wait()
    return Outcome(
      status: status, output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      error: String(decoding: try Data(contentsOf: error), as: UTF8.self))
  }

  /// What a finished process left.
  package struct Outcome: Sendable {
    package let status: Int32
    package let output: String
    package let error: String

    /// Both streams and the status in one text.
    package var text: String { output + error + "[exit status \(status)]\n" }

    package func requireSuccess() throws { try #require(status == 0, "\(text)") }
  }
}
