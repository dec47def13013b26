import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let teamUnknown = Rule(
    "team-unknown", .snapshot,
    summary: "a registry that names an unknown team",
    explanation: """
      team/NAME stands for a file under teams/. Before you remove a team, take it out of the registries.
      """,
    example: """
      members: {team/platfrom: member}
      """
  ) { change, facts, findings throws(GitError) in
    for registry in try change.registriesToCheck(all: change.teams.contains(where: \.isRemoved)) {
      for who in (registry.value?.members ?? [:]).keys.sorted() where who.hasPrefix(Rights.teamPrefix) {
        let name = String(who.dropFirst(Rights.teamPrefix.count))
        if NameGrammar.team.accepts(name), try change.after.team(name) != nil { continue }
        let nearest =
          findings.isFull ? nil : Suggestion.help(for: name, among: try change.after.teamNames(), listing: false)
        findings.add(
          "there is no team '\(name)'", at: registry.location("members", who),
          help: nearest ?? "add teams/\(name).yaml first")
      }
    }
  }
}
