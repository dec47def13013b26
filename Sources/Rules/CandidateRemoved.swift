import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let candidateRemoved = Rule(
    "candidate-removed", .transition,
    summary: "a promoted candidate that is gone",
    explanation: """
      A version names the candidate that it came from, so a promoted candidate is kept. One that was never promoted may be
      deleted, and all go with a model that is retired.
      """,
    example: """
      deleting candidates/7f3a9c1e.yaml, which says promotedTo: 1.2.0
      """
  ) { change, facts, findings throws(GitError) in
    for candidate in change.candidates where candidate.isRemoved {
      guard let manifest = candidate.before, let number = manifest.value?.promotedTo,
        try change.after.model(candidate.name.model) != nil
      else { continue }
      findings.add(
        "candidate '\(candidate.name.id)' is gone, and version \(number) came from it",
        at: SourceLocation(path: "\(manifest.path)"), help: "put it back")
    }
  }
}
