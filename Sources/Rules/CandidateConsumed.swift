import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let candidateConsumed = Rule(
    "candidate-consumed", .transition,
    summary: "a candidate that backs two versions, or a version and its candidate that do not name each other",
    explanation: """
      A candidate becomes at most one version. `git registry candidate promote` writes both names in one commit: the version's
      candidate and the candidate's promotedTo. Once promoted, a candidate stays as it is.
      """,
    example: """
      candidate: 7f3a9c1e in versions/1.3.0.yaml, when candidates/7f3a9c1e.yaml says promotedTo: 1.2.0
      """
  ) { change, facts, findings throws(GitError) in
    for version in change.versions {
      guard let manifest = version.after, let id = manifest.value?.candidate, NameGrammar.candidate.accepts(id),
        version.before?.value?.candidate != id
      else { continue }
      let candidate = try change.after.candidate(id, of: version.name.model)
      guard candidate?.value?.promotedTo?.description != version.name.version,
        try !change.makesCandidateUnreadable(id, of: version.name.model)
      else { continue }
      let promoted =
        candidate?.value?.promotedTo.map { "it was promoted to version \($0)" } ?? "it does not name this version"
      findings.add(
        "candidate '\(id)' \(candidate == nil ? "does not exist" : "does not back this version: \(promoted)")",
        at: manifest.location("candidate"),
        help: "promote it: git registry candidate promote \(version.name.model) \(id)")
    }
    for candidate in change.candidates {
      guard let manifest = candidate.after, let new = manifest.value else { continue }
      var old = candidate.before?.value
      if let facts = old?.facts { old?.facts = try change.mending(facts) }
      if old?.promotedTo != nil, old != new {
        findings.add(
          "candidate '\(candidate.name.id)' changed after it was promoted", at: manifest.location("promotedTo"),
          help: "put it back, or add the facts to version \(old?.promotedTo?.description ?? "")")
      } else if let number = new.promotedTo, old?.promotedTo == nil {
        let version = try change.after.version("\(number)", of: candidate.name.model)
        guard version?.value?.candidate != candidate.name.id,
          try !change.makesVersionUnreadable("\(number)", of: candidate.name.model)
        else { continue }
        findings.add(
          "version \(number) does not name candidate '\(candidate.name.id)'", at: manifest.location("promotedTo"),
          help: "promote it: git registry candidate promote \(candidate.name)")
      }
    }
  }
}
