import Diagnostics
import Git
import ManifestCoding
import Manifests

extension Rule {
  static let registryRetired = Rule(
    "registry-retired", .transition,
    summary: "a model or version that is added to a retired registry",
    explanation: """
      A retired registry is kept for what it published; nothing new goes into it.
      """,
    example: """
      a new version in a registry with status: retired
      """
  ) { change, facts, findings throws(GitError) in
    let added =
      change.addedVersions.map { ("version \($0.number)", $0.model.registry, $0.location) }
      + change.models.filter(\.isAdded).map {
        ("model \($0.name)", $0.name.registry, $0.after?.location() ?? SourceLocation(path: ""))
      }
    for (what, registry, location) in added {
      guard try change.before?.registry(registry)?.value?.status == .retired else { continue }
      findings.add("\(what) is added to the retired registry '\(registry)'", at: location, help: "use another registry")
    }
  }
}
