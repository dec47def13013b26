import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let signatureDropped = Rule(
    "signature-dropped", .transition, severity: .warning, isAdjustable: true,
    summary: "a version without a signature, after one that has it",
    explanation: """
      Without a signature nothing tells whether the number is true: what changed at the interface is not judged before the signature
      is recorded. A version that is published without one, where the version that it follows has one, most often lacks an option.
      """,
    example: """
      1.2.1 without a signature, after 1.2.0 with one
      """
  ) { change, facts, findings throws(GitError) in
    for new in try change.numberedVersions({ $0.signature == nil }) where new.manifest.decoded.problems.isEmpty {
      guard let old = new.claim.followed, old.version.signature != nil else { continue }
      let note = Finding.Note("as \(old.number) has it", at: old.manifest.location("signature"))
      findings.add(
        "version \(new.number) has no signature, and \(old.number), which it follows, has one",
        at: SourceLocation(path: "\(new.manifest.path)"), notes: [note],
        help: "add it: git registry version edit \(new.model)@\(new.number) --signature auto")
    }
  }
}
