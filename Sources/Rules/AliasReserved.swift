import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let aliasReserved = Rule(
    "alias-reserved", .snapshot,
    summary: "an alias that looks like a version or is 'latest'",
    explanation: """
      `latest` is always the highest version, and 1, v1 and 1.2 would be mistaken for versions.
      """,
    example: """
      aliases: {v1: 1.0.0}
      """
  ) { change, facts, findings throws(GitError) in
    for model in change.models.compactMap(\.after) {
      for alias in (model.value?.aliases ?? [:]).keys.sorted() where NameGrammar.isReservedAlias(alias) {
        findings.add("alias '\(alias)' is reserved", at: model.location("aliases", alias), help: "choose another name")
      }
    }
    for registry in change.registries.compactMap(\.after) {
      for (index, alias) in (registry.value?.protectedAliases ?? []).enumerated()
      where NameGrammar.isReservedAlias(alias) {
        let place = registry.location(of: FieldPath("protectedAliases").appending(index))
        findings.add("alias '\(alias)' is reserved", at: place, help: "choose another name")
      }
    }
  }
}
