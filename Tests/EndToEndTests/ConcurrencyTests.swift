import Foundation
import TestSupport
import Testing

/// Processes that write at once: every commit is kept.
struct ConcurrencyTests {
  @Test("keeps every commit", arguments: [false, true])
  func keepsEveryCommit(isBare: Bool) throws {
    let sandbox = try GitSandbox()
    let repository = isBare ? "acme.git" : "acme"
    var arguments = [
      "init", repository, "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git",
    ]
    if isBare { arguments.append("--bare") }
    #expect(try sandbox.registry(arguments).status == 0)
    let writers = 6
    let each = 4
    let script = (0..<writers).map { writer in
      "(for i in $(seq \(each)); do git registry model create Models/m\(writer)-$i || exit 1; done) & pids=\"$pids $!\""
    }.joined(separator: "\n")
    let outcome = try sandbox.run(
      "bash", ["-c", script + "\nfor pid in $pids; do wait $pid || exit 1; done"], in: repository)
    #expect(outcome.status == 0, "\(outcome.text)")
    let commits = try sandbox.git("rev-list", "--count", "HEAD", in: repository)
    #expect(commits == "\(1 + writers * each)\n")
    let listed = try sandbox.registry("list", "Models", in: repository).split(separator: "\n").count - 1
    #expect(listed == writers * each)
    if !isBare { #expect(try sandbox.git("status", "--short", in: repository) == "") }
    try sandbox.git("fsck", "--strict", in: repository)
  }

  /// The same number from several processes: one publishes it, the others are told.
  @Test func oneOfSeveralPublishesANumber() throws {
    let sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "acme")
    let script =
      "for i in 1 2 3 4; do (git registry version create Models/m 1.0.0 >/dev/null 2>&1; echo $?) & done; wait"
    let statuses = try sandbox.run("bash", ["-c", script], in: "acme").output.split(separator: "\n").sorted()
    #expect(statuses == ["0", "1", "1", "1"])
    // Without a number each gets the next one.
    let next = "for i in 1 2 3 4; do git registry version create Models/m & done; wait"
    _ = try sandbox.run("bash", ["-c", next], in: "acme")
    let versions = try sandbox.git("ls-tree", "--name-only", "HEAD", "registries/Models/m/versions/", in: "acme")
    #expect(versions.split(separator: "\n").count == 5, "\(versions)")
    #expect(try sandbox.git("log", "-1", "--format=%s", in: "acme") == "Publish Models/m@1.0.4\n")
  }
}
