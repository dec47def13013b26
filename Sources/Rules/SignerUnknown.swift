import Diagnostics
import GitObjects
import Manifests

extension Rule {
  static let signerUnknown = Rule(
    "signer-unknown", .transition,
    summary: "a new commit signed by a key that is no member's, where signatures are required",
    explanation: """
      The keys of members are listed in `signingKeys` of members/NAME.yaml. They are read from the snapshot before the change, so that
      nobody brings the key along with the push that uses it; an admin adds it first. Commits that a host's web pages make are
      signed by the host's own key, which names nobody.
      """,
    example: """
      a commit signed on a new laptop, whose key nobody has added yet
      """
  ) { change, facts, findings throws(GitError) in
    var adders: [[UInt8]: String] = [:]
    for member in change.members {
      for key in member.after?.value?.signingKeys ?? [] { adders[key.identity] = member.name }
    }
    for commit in try change.commitsToBeSigned(facts, &findings) {
      guard case .unknownKey(let key, let identity) = commit.signature else { continue }
      if !identity.isEmpty, let adder = adders[identity] {
        findings.add(
          "commit \(commit.id.abbreviated) is signed by key \(key), which becomes a key of '\(adder)' only with this change",
          at: commit.location,
          help: "let an admin push the key first: \(try change.organizationAdmins())")
      } else {
        findings.add(
          "commit \(commit.id.abbreviated) is signed by key \(key), which is no member's", at: commit.location,
          help:
            "sign it with a key of yours that is known, or let an admin add this one: git registry member edit NAME --signing-key FILE"
        )
      }
    }
  }
}
