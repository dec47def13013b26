import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let aliasDangling = Rule(
    "alias-dangling", .snapshot,
    summary: "an alias of a version that does not exist or is yanked",
    explanation: """
      An alias must resolve to a version. Move it before that version is yanked or retired.
      """,
    example: """
      aliases: {champion: 9.9.9}
      """
  ) { change, facts, findings throws(GitError) in
    for model in try change.modelsToCheckAliases() {
      guard case .model(let name, _) = LayoutPath(model.path) else { continue }
      for (alias, number) in (model.value?.aliases ?? [:]).sorted(by: { $0.key < $1.key }) {
        let place = model.location("aliases", alias)
        guard let version = try change.after.version("\(number)", of: name) else {
          findings.add(
            "alias '\(alias)' names version \(number), which does not exist", at: place,
            help: "move it: git registry alias set \(name)@VERSION \(alias)")
          continue
        }
        guard version.value?.status == .yanked else { continue }
        findings.add(
          "alias '\(alias)' names version \(number), which is yanked", at: place,
          help: "name another version, or restore it first: git registry version restore \(name)@\(number)")
      }
    }
  }
}
