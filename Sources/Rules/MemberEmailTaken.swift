import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let memberEmailTaken = Rule(
    "member-email-taken", .snapshot,
    summary: "an e-mail address that two members share",
    explanation: """
      An e-mail address identifies who acts, so it belongs to one member.
      """,
    example: """
      ada@acme.org in members/ada.yaml and members/grace.yaml
      """
  ) { change, facts, findings throws(GitError) in
    let written = change.members.compactMap { member in member.after.map { (member.name, $0) } }
    guard !written.isEmpty else { return }
    var owners: [String: [String]] = [:]
    for name in try change.after.memberNames() {
      for email in try change.after.member(name)?.value?.emails ?? [] {
        if owners[email.lowercased()]?.last != name { owners[email.lowercased(), default: []].append(name) }
      }
    }
    for (name, member) in written {
      for (index, email) in (member.value?.emails ?? []).enumerated() {
        guard let owner = owners[email.lowercased()]?.first(where: { $0 != name }) else { continue }
        findings.add(
          "'\(email)' is also an address of '\(owner)'", at: member.location(of: FieldPath("emails").appending(index)),
          help: "remove it from one of them")
      }
    }
  }
}
