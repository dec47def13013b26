import Enforcement
import Foundation
import Git
import ManifestCoding
import Manifests
import RegistryStore
import Rules
import TestSupport
import Testing

/// Commits signed in every way that `signed-commits.sh` thinks of, before git and before ``CommitSigner``.
struct CommitSignerTests {
  private struct Case: Sendable {
    let name: String
    let isGood: Bool
    let commit: ObjectID
  }

  private let sandbox: GitSandbox
  private let cases: [Case]

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.git("init", "--quiet", "repo")
    let script = SourceTree.url("Tests/EnforcementTests/signed-commits.sh").path
    let outcome = try sandbox.run("bash", [script], in: "repo")
    try #require(outcome.status == 0, "\(outcome.text)")
    cases = try outcome.output.split(separator: "\n").map { line in
      let words = line.split(separator: " ").map(String.init)
      return Case(name: words[0], isGood: words[1] == "good", commit: try #require(ObjectID(hex: words[2])))
    }
  }

  /// A snapshot whose members have keys, by the names of their files.
  private func signer(_ members: [String: [String]]) throws -> CommitSigner {
    for (name, files) in members {
      let keys = try files.map { try SigningKey(sandbox.read("keys/\($0)")) }
      try sandbox.write(
        Member(emails: ["\(name)@acme.org"], signingKeys: keys).text(as: .yaml), to: "repo/members/\(name).yaml")
    }
    try sandbox.git("add", "members", in: "repo")
    let tree = try sandbox.git("write-tree", in: "repo").trimmingCharacters(in: .whitespacesAndNewlines)
    let repository = try Repository.open(at: sandbox.path("repo"))
    let snapshot = CommitSnapshot(repository, tree: try #require(ObjectID(hex: tree)))
    return CommitSigner(repository: repository, members: snapshot)
  }

  private static let keys = [
    "ed25519.pub", "p256.pub", "p384.pub", "p521.pub", "rsa.pub", "ada.asc", "rsa.asc", "old.asc",
  ]

  @Test func givesGitsVerdict() async throws { try await onThread(compareWithGit) }

  @Sendable private func compareWithGit() throws {
    let signer = try signer(["ada": Self.keys])
    #expect(cases.count > 55)
    // gpg has keys of people who are no members here; to git's user they are as good as any.
    for row in cases {
      let verify = try sandbox.run(
        "git", ["verify-commit", "\(row.commit)"], in: "repo", environment: ["GNUPGHOME": sandbox.path("gnupg")])
      let signature = try signer.signature(of: row.commit)
      #expect((verify.status == 0) == row.isGood, "git on \(row.name): \(verify.text)")
      #expect((signature.member == "ada") == row.isGood, "\(row.name): \(signature)")
    }
  }

  @Test func saysWhoseKeyAndWhyNot() async throws { try await onThread(expectReasons) }

  @Sendable private func expectReasons() throws {
    let signer = try signer([
      "ada": ["ed25519.pub", "rsa.asc"], "bob": ["p256.pub", "old.asc"], "eve": ["p384.pub"], "mallory": ["p384.pub"],
    ])
    func signature(_ name: String) throws -> CommitSignature {
      try signer.signature(of: try #require(cases.first { $0.name == name }).commit)
    }
    func fingerprint(_ file: String) throws -> String { try SigningKey(sandbox.read("keys/\(file)")).fingerprint }
    let printed = try sandbox.run("ssh-keygen", ["-l", "-f", "keys/ed25519.pub"]).output.split(separator: " ")
    #expect(try fingerprint("ed25519.pub") == printed[1])
    #expect(try signature("ed25519") == .member("ada", key: fingerprint("ed25519.pub")))
    #expect(try signature("p256") == .member("bob", key: fingerprint("p256.pub")))
    #expect(try signature("openpgp-rsa") == .member("ada", key: fingerprint("rsa.asc")))
    #expect(try signature("unsigned") == .none)
    let stranger = try SigningKey(sandbox.read("keys/stranger.pub"))
    #expect(try signature("stranger") == .unknownKey(stranger.fingerprint, identity: stranger.identity))
    #expect(try signature("openpgp") == .unknownKey(fingerprint("ada.asc"), identity: []))
    #expect(
      try signature("p384")
        == .invalid(
          "is by a key that both 'eve' and 'mallory' have, so it identifies nobody", key: fingerprint("p384.pub")))
    for (name, reason) in [
      ("tampered-message", "does not match the commit, which was changed after it was signed"),
      ("namespace-file", "was made for 'file', not for git"),
      ("byte-behind", "is malformed: something follows it"),
      ("openpgp-expired-key", "is by a key that has expired"),
    ] {
      guard case .invalid(let found, key: _) = try signature(name) else {
        Issue.record("\(name): \(try signature(name))")
        continue
      }
      #expect(found == reason, "\(name)")
    }
  }

  @Test func believesNoOtherKeys() async throws { try await onThread(expectNobody) }

  /// Keys in the account's own files, and settings of the repository, have no say.
  @Sendable private func expectNobody() throws {
    let signer = try signer(["ada": ["ed25519.pub"]])
    for row in cases where row.isGood && ["p256", "rsa", "openpgp", "openpgp-rsa"].contains(row.name) {
      #expect(try signer.signature(of: row.commit).member == nil, "\(row.name)")
    }
  }
}

/// Runs on a thread of its own: whoever waits for a process must not hold one of the few threads on which its end is told.
private func onThread(_ body: @escaping @Sendable () throws -> Void) async throws {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
  }
}
