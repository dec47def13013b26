import TestSupport
import Testing

/// Content that a server's branch names and that nobody sent there: what a `git clone --bare` after publishing leaves.
struct ContentArrivalTests {
  private let sandbox: GitSandbox

  /// `acme` has two versions with content of their own and one without.
  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry("init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "acme")
    for number in 1...2 {
      try sandbox.write("weights \(number)", to: "m.bin")
      try sandbox.registry("version", "create", "Models/m", "--artifact", sandbox.path("m.bin"), in: "acme")
    }
    try sandbox.registry("version", "create", "Models/m", "--metric", "a=1", in: "acme")
  }

  private func install(_ options: String...) throws -> GitSandbox.Outcome {
    try sandbox.registry(["hook", "install", "server.git", "--actor-from", "os"] + options)
  }

  @Test func whatIsMissingIsCounted() throws {
    try sandbox.git("clone", "--quiet", "--bare", "acme", "server.git")
    let installed = try install()
    #expect(installed.status == 0, "\(installed.text)")
    #expect(installed.error.hasPrefix("warning: the content of 2 of 2 blobs is not in "), "\(installed.text)")
    let check = try sandbox.registry(["hook", "check", "server.git"])
    #expect(check.status == 1 && check.output.contains("2 of 2 blobs"), "\(check.text)")
    // The other way that the help names.
    try sandbox.git("lfs", "push", "--all", "file://\(sandbox.path("server.git"))", in: "acme")
    let mended = try sandbox.registry(["hook", "check", "server.git"])
    #expect(mended.status == 0, "\(mended.text)")
    try sandbox.run("sh", ["-c", "find server.git/lfs/objects -type f | head -n 1 | xargs rm -f"]).requireSuccess()
    #expect(try sandbox.registry(["hook", "check", "server.git"]).output.contains("1 of 2 blobs"))
    try sandbox.run("cp", ["-r", "--remove-destination", "acme/.git/lfs/.", "server.git/lfs"]).requireSuccess()
    #expect(try sandbox.registry(["hook", "check", "server.git"]).status == 0)
  }

  @Test func whatLiesElsewhereIsNotCounted() throws {
    try sandbox.git("clone", "--quiet", "--bare", "acme", "server.git")
    let installed = try install("--require-blobs", "none")
    #expect(installed.status == 0 && installed.error.isEmpty, "\(installed.text)")
    #expect(try sandbox.registry(["hook", "check", "server.git"]).status == 0)
  }

  @Test func aPushBringsAll() throws {
    try sandbox.git("init", "--quiet", "--bare", "server.git")
    let installed = try install()
    #expect(installed.status == 0 && installed.error.isEmpty, "\(installed.text)")
    try sandbox.git("remote", "add", "origin", "../server.git", in: "acme")
    try sandbox.registry("hook", "install", "server.git", "--actor-from", "env:PUSHER", in: ".")
    let pushed = try sandbox.run(
      "git", ["push", "--quiet", "origin", "main"], in: "acme", environment: ["PUSHER": "ada"])
    #expect(pushed.status == 0, "\(pushed.text)")
    #expect(try sandbox.registry(["hook", "check", "server.git"]).status == 0)
  }

  /// What was purged is not missed.
  @Test func whatWasPurgedIsNotCounted() throws {
    let digest = try sandbox.run("sha256sum", ["m.bin"]).output.prefix(64)
    try sandbox.registry("purge", "sha256:\(digest)", "--reason", "It held addresses.", in: "acme")
    try sandbox.git("clone", "--quiet", "--bare", "acme", "server.git")
    let installed = try install()
    #expect(installed.error.contains("1 of 2 blobs"), "\(installed.text)")
  }
}
