import Foundation
import TestSupport
import Testing

/// A server where signatures say who acts, and a clone in which everybody commits with a key of their own.
///
/// Published: ada, an admin, with an Ed25519 key; bob, a member of Models, with an ECDSA key; vera, a viewer of Models, with an
/// Ed25519 key; carl, a member of Models, with RSA; gina, a member of Models, with OpenPGP. mallory has a key and is no member.
struct SignedServer {
  let sandbox: GitSandbox

  static let keys = [
    "ada": "-t ed25519", "bob": "-t ecdsa -b 256", "vera": "-t ed25519", "carl": "-t rsa -b 3072",
    "mallory": "-t ed25519",
  ]

  init(actorFrom: String = "signature", admin: String? = "ada") throws {
    sandbox = try GitSandbox()
    try sandbox.git("init", "--quiet", "--bare", "server.git")
    try sandbox.registry(
      ["hook", "install", "server.git", "--actor-from", actorFrom] + (admin.map { ["--admin", $0] } ?? [])
    ).requireSuccess()
    try FileManager.default.createDirectory(atPath: sandbox.path("keys"), withIntermediateDirectories: true)
    for (name, type) in Self.keys {
      try shell("ssh-keygen -q \(type) -N '' -C \(name)@acme.org -f keys/\(name)", in: ".")
    }
    try sandbox.git("init", "--quiet", "acme")
    // libgit2 reads the repository's own configuration, not $GIT_CONFIG_GLOBAL.
    try shell("git config commit.gpgsign true; git config gpg.format ssh; git remote add origin ../server.git")
    try registry("init", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", as: "ada")
    try registry("member", "edit", "ada", "--signing-key", "../keys/ada.pub", as: "ada")
    for name in ["bob", "vera", "carl"] {
      try registry(
        "member", "add", name, "--email", "\(name)@acme.org", "--signing-key", "../keys/\(name).pub", as: "ada")
      try registry(
        "member", "add", name, "--registry", "Models", "--role", name == "vera" ? "viewer" : "member", as: "ada")
    }
    try registry("model", "create", "Models/m", as: "ada")
  }

  /// git's settings for one person, on top of what the repository says.
  private func settings(of person: String) -> [String: String] {
    [
      "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "user.signingkey",
      "GIT_CONFIG_VALUE_0": sandbox.path("keys/\(person)"), "GIT_AUTHOR_NAME": person, "GIT_COMMITTER_NAME": person,
      "GIT_AUTHOR_EMAIL": "\(person)@acme.org", "GIT_COMMITTER_EMAIL": "\(person)@acme.org", "PUSHER": person,
      "GNUPGHOME": sandbox.path("gnupg"),
    ]
  }

  /// Runs the program in the clone with a person's key.
  func registry(_ arguments: String..., as person: String) throws {
    try sandbox.registry(arguments, in: "acme", environment: settings(of: person)).requireSuccess()
  }

  /// Runs a script, in the clone unless told, with a person's key.
  func shell(_ script: String, in folder: String = "acme", as person: String = "ada") throws {
    try sandbox.run("bash", ["-ec", script], in: folder, environment: settings(of: person)).requireSuccess()
  }

  /// Publishes a version of Models/m: what a member may and a viewer may not.
  func publish(as person: String) throws {
    try registry("version", "create", "Models/m", "--bump", "minor", as: person)
  }

  func push(_ arguments: String..., as person: String = "mallory") throws -> GitSandbox.Outcome {
    try sandbox.run(
      "git", ["push", "--quiet", "origin"] + arguments, in: "acme", environment: settings(of: person))
  }

  func expectAccepted(as person: String = "mallory") throws {
    let outcome = try push("HEAD:main", as: person)
    #expect(outcome.status == 0, "\(outcome.text)")
  }

  /// Refused by exactly these rules; nothing moved. The clone goes back to what is published.
  func expectRefused(_ rules: Set<String>, saying words: String..., as person: String = "mallory") throws {
    let before = try sandbox.git("for-each-ref", in: "server.git")
    let outcome = try push("HEAD:main", as: person)
    let found = outcome.text.split(separator: "\n").compactMap { line -> String? in
      guard let start = line.firstRange(of: "error: ["), let end = line.firstIndex(of: "]") else { return nil }
      return String(line[start.upperBound..<end])
    }
    #expect(Set(found) == rules, "\(outcome.text)")
    for word in words { #expect(outcome.text.contains(word), "\(outcome.text)") }
    #expect(try sandbox.git("for-each-ref", in: "server.git") == before)
    if before.contains("refs/heads/main") {
      try shell("git fetch --quiet origin; git reset --quiet --hard origin/main")
    }
  }
}
