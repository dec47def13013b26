import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let signatureDropped = Rule(
    "signature-dropped", .transition, severity: .warning, isAdjustable: true,
    summary: "a version without a signature, after one that has a signature",
    explanation: """
      Without a signature nothing shows whether the number is right: changes to the interface are not judged until the signature
      is recorded. If a version has none and the version that it follows has one, most often an option was forgotten.
      """,
    example: """
      1.2.1 without a signature, after 1.2.0 with one
      """
  ) { change, facts, findings throws(GitError) in
    for new in try change.numberedVersions({ $0.signature == nil }) where new.manifest.decoded.problems.isEmpty {
      guard let old = new.claim.followed, old.version.signature != nil else { continue }
      let note = Finding.Note("as \(old.number) has it", at: old.manifest.location("signature"))
      findings.add(
        "version \(new.number) has no signature, but \(old.number), which it follows, has one",
        at: SourceLocation(path: "\(new.manifest.path)"), notes: [note],
        help: "add it: git registry version edit \(new.model)@\(new.number) --signature auto")
    }
  }
}
