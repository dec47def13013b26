import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let registryRemoved = Rule(
    "registry-removed", .transition,
    summary: "a registry that is gone although it held versions",
    explanation: """
      A registry that ever held a version gets `status: retired` instead of being deleted (`git registry delete` does whichever
      is right). A registry that never did is deleted completely.
      """,
    example: """
      deleting registries/Models/
      """
  ) { change, facts, findings throws(GitError) in
    for registry in change.registries where registry.isRemoved {
      guard let place = registry.before?.location() else { continue }
      let location = SourceLocation(path: place.path)
      if try change.heldVersion(registry.name) {
        findings.add(
          "registry '\(registry.name)' held versions and is gone", at: location,
          help: "run git registry delete \(registry.name): it sets status: retired")
      } else if let folder = RepositoryPath("registries/\(registry.name)"), try change.after.entry(at: folder) != nil {
        findings.add(
          "registry '\(registry.name)' is gone, but some of its files are left", at: location,
          help: "remove its whole folder"
        )
      }
    }
  }
}
