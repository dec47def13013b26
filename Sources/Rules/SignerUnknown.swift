import Diagnostics
import GitObjects
import Manifests

extension Rule {
  static let signerUnknown = Rule(
    "signer-unknown", .transition,
    summary: "a new commit signed by a key that belongs to no member, although signatures are required",
    explanation: """
      The keys of members are listed in `signingKeys` of members/NAME.yaml. They are read from the snapshot before the change, so that
      nobody can bring along the key that the same push uses; an admin adds it first. Commits made on a host's web pages are
      signed by the host's own key, which identifies nobody.
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
          help: "ask an admin to push the key first: \(try change.organizationAdmins())")
      } else {
        findings.add(
          "commit \(commit.id.abbreviated) is signed by key \(key), which belongs to no member", at: commit.location,
          help:
            "sign it with a key that members/ lists for you, or ask an admin to add this one: git registry member edit NAME --signing-key FILE"
        )
      }
    }
  }
}
