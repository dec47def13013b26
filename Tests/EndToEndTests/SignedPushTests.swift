import Foundation
import TestSupport
import Testing

/// Pushes to a server where signatures say who acts. The account that pushes is always mallory's, which means nothing.
struct SignedPushTests {
  private let server: SignedServer

  init() throws {
    server = try SignedServer()
    try server.expectAccepted()
  }

  @Test func whoSignedTheTipActs() throws {
    try server.publish(as: "bob")
    try server.expectAccepted()
    try server.publish(as: "vera")
    try server.expectRefused(["role-insufficient"], saying: "'vera' is viewer there")
    try server.publish(as: "carl")
    try server.expectAccepted()
    // bob's name on the commit, vera's key.
    try server.shell("git registry version create Models/m --bump minor", as: "bob")
    try server.shell("git commit --quiet --amend --no-edit --author 'bob <bob@acme.org>'", as: "vera")
    try server.expectRefused(["role-insufficient"], saying: "'vera' is viewer there")
  }

  @Test func everyNewCommitIsSignedByAMember() throws {
    try server.shell("git commit --quiet --no-gpg-sign --allow-empty -m 'not signed'", as: "bob")
    try server.expectRefused(["commit-unsigned"], saying: "is not signed", "git commit --amend --no-edit -S")
    try server.shell("git commit --quiet --no-gpg-sign --allow-empty -m 'not signed'", as: "bob")
    try server.publish(as: "bob")
    try server.expectRefused(["commit-unsigned"], saying: "git rebase --rebase-merges --force-rebase --gpg-sign")
    try server.shell("git commit --quiet --allow-empty -m 'by a stranger'", as: "mallory")
    let stranger = try fingerprint("mallory")
    try server.expectRefused(["signer-unknown"], saying: "signed by key \(stranger), which belongs to no member")
    try server.shell("git commit --quiet --allow-empty -m 'by a stranger'", as: "mallory")
    try server.publish(as: "bob")
    try server.expectRefused(["signer-unknown"], saying: stranger)
  }

  @Test func aCommitThatWasChangedAfterItWasSigned() throws {
    let change = """
      commit=$(git cat-file commit HEAD | sed 's/^Create/Made/; $s/$/ more/' | git hash-object -t commit -w --stdin)
      git reset --quiet --hard $commit
      """
    try server.publish(as: "bob")
    try server.shell(change)
    try server.expectRefused(["signature-invalid"], saying: "does not match the commit", try fingerprint("bob"))
    try server.publish(as: "carl")
    try server.shell(change)
    try server.expectRefused(["signature-invalid"], saying: "does not match the commit", try fingerprint("carl"))
  }

  @Test func aMergeOfOthersSignedCommits() throws {
    try server.shell("git checkout --quiet -b side")
    try server.publish(as: "bob")
    try server.shell("git checkout --quiet main; git merge --quiet --no-ff -m merge side", as: "carl")
    try server.expectAccepted()
    // What vera may not do, a merge that she signs may not either; what she prepared, bob may merge.
    try server.shell("git checkout --quiet -B side main")
    try server.publish(as: "vera")
    try server.shell("git checkout --quiet main; git merge --quiet --no-ff -m merge side", as: "bob")
    try server.expectAccepted()
    try server.shell("git checkout --quiet -B side main")
    try server.publish(as: "bob")
    try server.shell("git checkout --quiet main; git merge --quiet --no-ff -m merge side", as: "vera")
    try server.expectRefused(["role-insufficient"])
    try server.shell(
      "git checkout --quiet -B side main; git commit --quiet --no-gpg-sign --allow-empty -m x; git checkout --quiet main"
    )
    try server.shell("git merge --quiet --no-ff -m merge side", as: "bob")
    try server.expectRefused(["commit-unsigned"])
  }

  @Test func keysAreThoseOfBeforeTheChange() throws {
    // An admin who is new on a laptop brings the key that signs the very push.
    try server.registry("member", "edit", "ada", "--signing-key", "../keys/mallory.pub", as: "mallory")
    try server.expectRefused(
      ["signer-unknown"], saying: "which becomes a key of 'ada' only with this change", try fingerprint("mallory"))
    try server.registry("member", "edit", "ada", "--signing-key", "../keys/mallory.pub", as: "ada")
    try server.expectAccepted()
    try server.publish(as: "mallory")
    try server.expectAccepted()
    // A key that was taken away, and a member who was.
    try server.registry("member", "edit", "ada", "--remove-signing-key", try fingerprint("mallory"), as: "ada")
    try server.expectAccepted()
    try server.publish(as: "mallory")
    try server.expectRefused(["signer-unknown"])
    try server.registry("member", "remove", "bob", "--registry", "Models", as: "ada")
    try server.registry("member", "remove", "bob", as: "ada")
    try server.expectAccepted()
    try server.publish(as: "bob")
    try server.expectRefused(["signer-unknown"], saying: try fingerprint("bob"))
    // One key, two members: told before there is anything to push.
    let theft = ["member", "edit", "vera", "--signing-key", "../keys/ada.pub"]
    #expect(try server.sandbox.registry(theft, in: "acme").text.contains("[member-key-taken]"))
  }

  @Test func openPGP() throws {
    let make = """
      mkdir -m 700 ../gnupg
      gpg --batch --quiet --passphrase '' --quick-generate-key 'gina <gina@acme.org>' ed25519 sign never
      gpg --batch --armor --export gina@acme.org > ../keys/gina.asc
      """
    try server.shell(make)
    try server.registry(
      "member", "add", "gina", "--email", "gina@acme.org", "--signing-key", "../keys/gina.asc", as: "ada")
    #expect(try server.sandbox.read("acme/members/gina.yaml").contains("  - |-\n    -----BEGIN PGP PUBLIC KEY BLOCK"))
    try server.registry("member", "add", "gina", "--registry", "Models", "--role", "member", as: "ada")
    try server.expectAccepted()
    let sign = "git -c gpg.format=openpgp -c user.signingkey=gina@acme.org commit --quiet --amend --no-edit -S"
    try server.publish(as: "bob")
    try server.shell(sign, as: "gina")
    try server.expectAccepted()
    try server.publish(as: "bob")
    try server.shell(sign, as: "gina")
    try server.shell(
      "git reset --quiet --hard $(git cat-file commit HEAD | sed '$s/$/ more/' | git hash-object -t commit -w --stdin)")
    try server.expectRefused(["signature-invalid"], saying: "does not match the commit")
    try server.shell("gpgconf --kill all")
  }

  @Test func theBranchIsDeletedByNobody() throws {
    let outcome = try server.push(":main")
    #expect(outcome.text.contains("[ref-deleted]"), "\(outcome.text)")
    #expect(!outcome.text.contains("[actor-unknown]"), "\(outcome.text)")
  }

  @Test func aLaptopAndCISeeTheSame() throws {
    try server.registry("hook", "check", "../server.git", as: "ada")
    try server.shell("git fetch --quiet origin; sed -i 's/^policy:/&\\n  signatures: required/' organization.yaml")
    try server.shell("git commit --quiet --all -m 'Require signatures'", as: "ada")
    try server.expectAccepted()
    try server.shell("git fetch --quiet origin; git commit --quiet --no-gpg-sign --allow-empty -m x", as: "bob")
    let report = try server.sandbox.registry(
      ["validate", "--base", "origin/main", "--actor", "bob"], in: "acme")
    #expect(report.status == 1)
    #expect(report.output.contains("[commit-unsigned]"), "\(report.text)")
  }

  @Test func whatTheServerLacksIsSaid() throws {
    // carl has an RSA key, which ssh-keygen checks.
    try server.shell("mkdir bin; ln -s $(command -v git) $(command -v git-registry) bin/", in: ".")
    let poor = ["PATH": server.sandbox.path("bin")]
    let git = server.sandbox.path("bin/git")
    let check = try server.sandbox.run(git, ["registry", "hook", "check", "server.git"], environment: poor)
    #expect(check.status == 1, "\(check.text)")
    #expect(check.output.contains("ssh-keygen is not on the PATH, but members have RSA keys of SSH"), "\(check.text)")
    #expect(!check.output.contains("gpg"), "\(check.text)")
    let install = try server.sandbox.run(
      git, ["registry", "hook", "install", "server.git", "--actor-from", "signature"], environment: poor)
    #expect(install.output.contains("warning: gpg is not on the PATH"), "\(install.text)")
  }

  private func fingerprint(_ name: String) throws -> String {
    let words = try server.sandbox.run("ssh-keygen", ["-l", "-f", "keys/\(name).pub"]).output.split(separator: " ")
    return String(try #require(words.dropFirst().first))
  }
}

/// The first push, and signatures on top of the host's word.
struct SignedIdentityTests {
  @Test func theFirstPushIsSignedByItsAdmin() throws {
    let server = try SignedServer()
    try server.shell("git commit --quiet --allow-empty -m 'by bob'", as: "bob")
    try server.expectRefused(["actor-unknown"], saying: "'bob' is not a member")
    try server.shell("git reset --quiet --hard HEAD~1; git commit --quiet --no-gpg-sign --allow-empty -m x")
    try server.expectRefused(["commit-unsigned"])
    try server.shell("git reset --quiet --hard HEAD~1")
    try server.expectAccepted()
  }

  @Test func anotherAdminThanTheOneWhoIsPinned() throws {
    let server = try SignedServer(admin: "grace")
    try server.expectRefused(["actor-unknown"], saying: "the first push must come from 'grace'")
  }

  @Test func aPolicyDemandsSignaturesOnTopOfTheHost() throws {
    let server = try SignedServer(actorFrom: "env:PUSHER", admin: nil)
    try server.expectAccepted(as: "ada")
    // Without the policy nobody looks at signatures.
    try server.shell("git commit --quiet --no-gpg-sign --allow-empty -m x", as: "bob")
    try server.expectAccepted(as: "bob")
    let demand =
      "sed -i 's/^policy:/&\\n  signatures: required/' organization.yaml; git commit --quiet --all -m Require"
    try server.shell(demand, as: "bob")
    try server.expectRefused(["role-insufficient"], as: "bob")
    // What turns it on is judged by the policy before.
    try server.shell(demand + " --no-gpg-sign", as: "ada")
    try server.expectAccepted(as: "ada")
    try server.publish(as: "bob")
    try server.expectRefused(["signer-mismatch"], saying: "signed by 'bob', but pushed by 'ada'", as: "ada")
    try server.publish(as: "bob")
    try server.expectAccepted(as: "bob")
    try server.shell("git commit --quiet --no-gpg-sign --allow-empty -m x", as: "bob")
    try server.expectRefused(["commit-unsigned"], as: "bob")
    // A host's merge commit is signed by the host's key, or by none.
    try server.shell("git checkout --quiet -b side", as: "bob")
    try server.publish(as: "bob")
    try server.shell("git checkout --quiet main; git merge --quiet --no-ff -m merge side", as: "mallory")
    try server.expectRefused(["signer-unknown"], as: "bob")
    try server.shell(
      "sed -i '/signatures/d' organization.yaml; git commit --quiet --all --no-gpg-sign -m 'Turn off'", as: "ada")
    try server.expectRefused(["commit-unsigned"], as: "ada")
  }
}
