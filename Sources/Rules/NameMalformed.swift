import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let nameMalformed = Rule(
    "name-malformed", .snapshot,
    summary: "a name that the grammar of its kind does not allow",
    explanation: """
      Names are file and folder names and parts of references, so each kind has a grammar: registries, models, members, teams,
      artifact types, aliases, and the keys of tags, parameters and metrics.
      """,
    example: """
      registries/My Models/registry.yaml
      """
  ) { change, facts, findings throws(GitError) in
    for entry in change.added {
      guard let place = LayoutPath(entry.path) else { continue }
      for (name, grammar) in place.names where !grammar.accepts(name) {
        findings.add("'\(name)' is not a valid \(grammar.noun) name", at: entry.location, help: grammar.rule)
      }
    }
    for registry in change.registries.compactMap(\.after) {
      guard let value = registry.value else { continue }
      if case .only(let types) = value.acceptedArtifactTypes {
        judge(types, .artifactType, at: registry.location("acceptedArtifactTypes"), &findings)
      }
      judge(value.protectedAliases, .alias, at: registry.location("protectedAliases"), &findings)
      judge(value.retired, .model, at: registry.location("retired"), &findings)
    }
    for model in change.models.compactMap(\.after) {
      guard let value = model.value else { continue }
      for alias in value.aliases.keys.sorted() {
        judge([alias], .alias, at: model.location("aliases", alias), &findings)
      }
      for (alias, twin) in value.aliases.keys.sorted().twins {
        findings.add(
          "aliases '\(twin)' and '\(alias)' are the same name", at: model.location("aliases", alias),
          help: "remove one of them")
      }
      judgeKeys(value.tags, "tags", { model.location(of: $0) }, &findings)
    }
    for holder in change.facts {
      for (index, artifact) in holder.after.artifacts.enumerated() {
        judge([artifact.type], .artifactType, at: holder.location(ofArtifact: index, "type"), &findings)
      }
      if let name = holder.after.createdBy {
        judge([name], .member, at: holder.location(FieldPath("createdBy")), &findings)
      }
      judgeKeys(holder.after.tags, "tags", holder.location, &findings)
      judgeKeys(holder.after.parameters, "parameters", holder.location, &findings)
      judgeKeys(holder.after.metrics, "metrics", holder.location, &findings)
    }
    for version in change.versions.compactMap(\.after) {
      guard let name = version.value?.candidate else { continue }
      judge([name], .candidate, at: version.location("candidate"), &findings)
    }
  }
}

private func judge(_ names: [String], _ grammar: NameGrammar, at location: SourceLocation, _ findings: inout Findings) {
  for name in names where !grammar.accepts(name) {
    findings.add("'\(name)' is not a valid \(grammar.noun)", at: location, help: grammar.rule)
  }
}

private func judgeKeys<Value>(
  _ values: [String: Value], _ field: String, _ location: (FieldPath) -> SourceLocation, _ findings: inout Findings
) {
  for key in values.keys.sorted() where !NameGrammar.isKey(key) {
    findings.add(
      "'\(key)' is not a valid key of \(field)", at: location(FieldPath(field).appending(key)),
      help: "a key is 1 to 250 printable characters, without spaces at its ends")
  }
}

extension LayoutPath {
  /// The names that a path is made of, each with its grammar.
  fileprivate var names: [(String, NameGrammar)] {
    switch self {
    case .organization, .blob: []
    case .member(let name, _): [(name, .member)]
    case .team(let name, _): [(name, .team)]
    case .registry(let name, _): [(name, .registry)]
    case .model(let name, _), .version(let name, _, _): [(name.registry, .registry), (name.model, .model)]
    case .candidate(let name, let id, _):
      [(name.registry, .registry), (name.model, .model), (id, .candidate)]
    case .modelCard(let registry, let model): [(registry, .registry)] + (model.map { [($0, .model)] } ?? [])
    }
  }
}

extension [String] {
  /// Each name that differs from an earlier one only in case, with that one.
  fileprivate var twins: [(String, String)] {
    var seen: [String: String] = [:]
    return compactMap { name in seen.updateValue(name, forKey: name.lowercased()).map { (name, $0) } }
  }
}
