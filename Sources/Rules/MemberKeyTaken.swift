import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let memberKeyTaken = Rule(
    "member-key-taken", .snapshot,
    summary: "a signing key that two members share",
    explanation: """
      A signing key identifies who made a commit, so it belongs to one member. Only the key itself counts; its comment does not.
      """,
    example: """
      the same ssh-ed25519 key in members/ada.yaml and members/grace.yaml
      """
  ) { change, facts, findings throws(GitError) in
    let written = change.members.compactMap { member in member.after.map { (member.name, $0) } }
    guard written.contains(where: { $0.1.value?.signingKeys.isEmpty == false }) else { return }
    var owners: [[UInt8]: [String]] = [:]
    for name in try change.after.memberNames() {
      for key in try change.after.member(name)?.value?.signingKeys ?? [] {
        if owners[key.identity]?.last != name { owners[key.identity, default: []].append(name) }
      }
    }
    for (name, member) in written {
      for (index, key) in (member.value?.signingKeys ?? []).enumerated() {
        guard let owner = owners[key.identity]?.first(where: { $0 != name }) else { continue }
        findings.add(
          "the key is also a key of '\(owner)'", at: member.location(of: FieldPath("signingKeys").appending(index)),
          help: "make a key for each: ssh-keygen -t ed25519")
      }
    }
  }
}
