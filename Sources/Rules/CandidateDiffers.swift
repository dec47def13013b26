import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let candidateDiffers = Rule(
    "candidate-differs", .transition,
    summary: "a version that has other artifacts, parameters or metrics than its candidate",
    explanation: """
      A version that names a candidate carries what the candidate has: every artifact, parameter and metric. It may add to them, but never carry
      others: what was reviewed must be what is published. A version that came from the same run without being
      promoted names it in `run`.
      """,
    example: """
      metrics: {accuracy: 0.99} in a version whose candidate has accuracy: 0.93
      """
  ) { change, facts, findings throws(GitError) in
    for version in change.versions {
      guard let manifest = version.after, let value = manifest.value, let id = value.candidate,
        version.before?.value?.candidate != id, NameGrammar.candidate.accepts(id),
        let candidate = try change.after.candidate(id, of: version.name.model), let source = candidate.value
      else { continue }
      for difference in VersionDifference.lost(from: source.facts, to: value.facts) {
        findings.add(
          "\(difference.event) when candidate '\(id)' was promoted", at: manifest.location(of: difference.field),
          notes: [.init("the candidate is here", at: candidate.location())],
          help: "promote it as it is: git registry candidate promote \(version.name.model) \(id)")
      }
    }
  }
}
