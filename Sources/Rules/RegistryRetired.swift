import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let registryRetired = Rule(
    "registry-retired", .transition,
    summary: "a model or version that is added to a retired registry",
    explanation: """
      A retired registry is kept for what it published. Nothing new goes into it, not even in the push that retires it.
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
      // A first push brings what was published elsewhere.
      guard let before = change.before else { continue }
      let isRetired =
        if try before.registry(registry)?.value?.status == .retired { true } else {
          try change.after.registry(registry)?.value?.status == .retired
        }
      guard isRetired else { continue }
      findings.add("\(what) is added to the retired registry '\(registry)'", at: location, help: "use another registry")
    }
  }
}
