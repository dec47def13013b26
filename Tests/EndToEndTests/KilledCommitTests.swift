import Foundation
import TestSupport
import Testing

/// A process that is killed after its branch moved, and before the work tree followed: the next `git commit` would take back what was
/// acknowledged, if nobody brought index and work tree after the branch.
struct KilledCommitTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry("init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try sandbox.registry("model", "create", "Models/old", in: "acme")
  }

  /// Runs a command with a git that kills whoever asks it to restore files.
  private func killed(_ command: String) throws {
    try sandbox.write(
      """
      #!/bin/sh
      case " $* " in *" restore "*) kill -KILL $PPID; exit 1;; esac
      exec /usr/bin/git "$@"

      """, to: "bin/git")
    let outcome = try sandbox.run(
      "bash", ["-c", "chmod +x ../bin/git; PATH=$PWD/../bin:$PATH \(command); true"], in: "acme")
    try #require(outcome.text.contains("Killed") || outcome.status == 0, "\(outcome.text)")
    try sandbox.git("cat-file", "-e", "HEAD", in: "acme")
  }

  private func status() throws -> String { try sandbox.git("status", "--porcelain", in: "acme") }

  @Test func theNextCommandBringsTheWorkTreeAfterIt() throws {
    try killed("git-registry model create Models/new")
    try #require(try !status().isEmpty, "nothing was killed")
    try sandbox.registry("model", "create", "Models/next", in: "acme")
    #expect(try status() == "")
    #expect(sandbox.exists("acme/registries/Models/new/model.yaml"))
    #expect(!sandbox.exists("acme/.git/registry-checkout"))
  }

  @Test func whatSomebodyEditsMeanwhileStays() throws {
    try killed("git-registry model edit Models/old --description 'Of the killed one.'")
    try #require(try !status().isEmpty, "nothing was killed")
    let file = "acme/registries/Models/old/model.yaml"
    let edited = try sandbox.read(file) + "# mine\n"
    try sandbox.write(edited, to: file)
    try sandbox.registry("model", "create", "Models/next", in: "acme")
    #expect(try sandbox.read(file) == edited)
    // Staged is nothing: the edit is one of the work tree.
    #expect(try status() == " M registries/Models/old/model.yaml\n")
  }

  @Test func whatWasCommittedSinceStays() throws {
    try killed("git-registry model create Models/new")
    try sandbox.git("reset", "--quiet", "--hard", in: "acme")
    try sandbox.git("rm", "--quiet", "-r", "registries/Models/new", in: "acme")
    try sandbox.git("commit", "--quiet", "--message", "I do not want it", in: "acme")
    try sandbox.registry("model", "create", "Models/next", in: "acme")
    #expect(try status() == "")
    #expect(!sandbox.exists("acme/registries/Models/new/model.yaml"))
  }

  @Test func aServerBringsItAfterWhenItStarts() throws {
    try killed("git-registry model create Models/new")
    try sandbox.write("", to: "acme/.git/lfs/tmp/.registry-abc")
    try sandbox.write("", to: "acme/.git/objects/tmp_object_git2_abc")
    try MLflowServer.serve("acme", in: sandbox) { _ in
      let left = try status()
      #expect(left == "")
      #expect(!sandbox.exists("acme/.git/lfs/tmp/.registry-abc"))
      #expect(!sandbox.exists("acme/.git/objects/tmp_object_git2_abc"))
    }
  }
}
