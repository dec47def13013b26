import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let memberUnknown = Rule(
    "member-unknown", .snapshot,
    summary: "a registry or team that names an unknown member",
    explanation: """
      Members of registries and teams have a file under members/. Before you remove a member, take the name out of registries and teams.
      """,
    example: """
      members: {eve: admin} without members/eve.yaml
      """
  ) { change, facts, findings throws(GitError) in
    let isAnyRemoved = change.members.contains(where: \.isRemoved)
    for registry in try change.registriesToCheck(all: isAnyRemoved) {
      for who in (registry.value?.members ?? [:]).keys.sorted() where !who.hasPrefix(Rights.teamPrefix) {
        try judge(who, at: registry.location("members", who), change, &findings)
      }
    }
    for team in try change.teamsToCheck(all: isAnyRemoved) {
      for (index, who) in (team.value?.members ?? []).enumerated() {
        try judge(who, at: team.location(of: FieldPath("members").appending(index)), change, &findings)
      }
    }
  }
}

private func judge(_ who: String, at location: SourceLocation, _ change: Change, _ findings: inout Findings)
  throws(GitError)
{
  if NameGrammar.member.accepts(who), try change.after.member(who) != nil { return }
  let nearest = findings.isFull ? nil : Suggestion.help(for: who, among: try change.after.memberNames(), listing: false)
  findings.add(
    "'\(who)' is not a member of the organization", at: location,
    help: nearest ?? "add the member first: git registry member add \(who) --email MAIL")
}
