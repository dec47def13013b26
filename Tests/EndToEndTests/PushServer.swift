import Foundation
import TestSupport
import Testing

/// A server with the hook and a published registry, and a clone to push from; what may never change is looked at after each push.
struct PushServer {
  let sandbox: GitSandbox

  /// Who moves the references.
  enum Mode: CaseIterable { case preReceive, strict }

  /// `acme` is published to `server.git`: ada is admin, bob a plain member, vera a viewer of Models; Models/m has 1.0.0.
  init(_ mode: Mode = .preReceive) throws {
    sandbox = try GitSandbox()
    try sandbox.git("init", "--quiet", "--bare", "server.git")
    let options = mode == .strict ? ["--strict"] : []
    try #require(
      try sandbox.registry(["hook", "install", "server.git", "--actor-from", "env:PUSHER"] + options).status == 0)
    try sandbox.registry(
      "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    for user in ["bob", "vera"] {
      try sandbox.registry("member", "add", user, "--email", "\(user)@acme.org", in: "acme")
    }
    try sandbox.registry("member", "add", "bob", "--registry", "Models", "--role", "member", in: "acme")
    try sandbox.registry("member", "add", "vera", "--registry", "Models", "--role", "viewer", in: "acme")
    try sandbox.registry("model", "create", "Models/m", in: "acme")
    try sandbox.registry("version", "create", "Models/m", "--metric", "auc=0.9", in: "acme")
    try sandbox.git("remote", "add", "origin", "../server.git", in: "acme")
    try #require(try push("main", as: "ada").status == 0)
  }

  func push(_ refs: String..., as pusher: String) throws -> GitSandbox.Outcome {
    try sandbox.run("git", ["push", "--quiet", "origin"] + refs, in: "acme", environment: ["PUSHER": pusher])
  }

  /// The last line that a script prints in the clone.
  @discardableResult
  func script(_ text: String) throws -> String {
    let outcome = try sandbox.run("bash", ["-ec", text], in: "acme")
    try #require(outcome.status == 0, "\(outcome.text)")
    return outcome.output.split(separator: "\n").last.map(String.init) ?? ""
  }

  func published(_ ref: String = "main") throws -> String {
    try sandbox.git("rev-parse", ref, in: "server.git").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Every reference, and whatever a push could leave behind.
  func state() throws -> String {
    let look = "git for-each-ref; find . -name '*.lock' -o -name 'tmp_*' -o -name 'incoming-*' | sort"
    return try sandbox.run("sh", ["-c", look], in: "server.git").output
  }

  /// Refused by a rule; nothing changed, nothing left behind, the message safe to print, the repository sound.
  func expectRefused(_ rule: String, _ push: () throws -> GitSandbox.Outcome) throws {
    let before = try state()
    let outcome = try push()
    #expect(outcome.text.contains("[\(rule)]"), "\(outcome.text)")
    #expect(try state() == before, "\(outcome.text)")
    #expect(outcome.error.utf8.allSatisfy { (0x20...0x7e).contains($0) || $0 == 0x0a }, "\(outcome.text)")
    try sandbox.git("fsck", "--strict", "--no-dangling", in: "server.git")
  }

  func expectAccepted(_ push: () throws -> GitSandbox.Outcome) throws {
    let outcome = try push()
    #expect(outcome.status == 0, "\(outcome.text)")
    try sandbox.git("fsck", "--strict", "--no-dangling", in: "server.git")
  }
}
