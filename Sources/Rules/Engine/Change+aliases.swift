import GitObjects
import Manifests

extension Change {
  /// The aliases that a registry protected before the change, in lower case: an alias is one name in any case.
  func protectedAliases(of registry: String) throws(GitError) -> Set<String> {
    if let known = memory.protectedAliases[registry] { return known }
    let aliases = try before?.registry(registry)?.value?.protectedAliases ?? []
    let folded = Set(aliases.map { $0.lowercased() })
    memory.protectedAliases[registry] = folded
    return folded
  }

  /// The protected alias that named a version before the change; of several, the first by name.
  func protectedAlias(naming version: VersionName) throws(GitError) -> String? {
    guard let number = version.semantic else { return nil }
    if let known = memory.protectedVersions[version.model] { return known[number] }
    let protected = try protectedAliases(of: version.model.registry)
    var aliases: [SemanticVersion: String] = [:]
    if !protected.isEmpty {
      for (alias, number) in try before?.model(version.model)?.value?.aliases ?? [:]
      where protected.contains(alias.lowercased()) {
        aliases[number] = min(aliases[number] ?? alias, alias)
      }
    }
    memory.protectedVersions[version.model] = aliases
    return aliases[number]
  }

  /// The protected aliases of a model that the change sets, moves or removes.
  func movedProtectedAliases(_ model: ChangedManifest<ModelName, Model>) throws(GitError) -> [String] {
    let (old, new) = (model.before?.value?.aliases ?? [:], model.after?.value?.aliases ?? [:])
    guard old != new, !makesUnreadable(model) else { return [] }
    let protected = try protectedAliases(of: model.name.registry)
    return Set(old.keys).union(new.keys).filter { old[$0] != new[$0] && protected.contains($0.lowercased()) }.sorted()
  }
}
