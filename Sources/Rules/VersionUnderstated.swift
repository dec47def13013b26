import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let versionUnderstated = Rule(
    "version-understated", .transition,
    summary: "a version number that claims a smaller change than there was",
    explanation: """
      A consumer who takes ^1.2 or ~1.2.0 trusts the number. From a version's signature and algorithm and those of the version that
      it follows (the highest release below it that is not yanked) comes the least bump: what makes callers change needs a
      major, what callers may use needs a minor, a retrain needs a patch; in 0.y.z the minor plays the major's part. What is
      not recorded on both sides is not judged. docs/compatibility.md has the whole table; `version create --bump auto` takes
      the right number.
      """,
    example: """
      1.2.1 after 1.2.0, with a new input that must be given
      """
  ) { change, facts, findings throws(GitError) in
    for new in try change.interfacesMadeKnown() {
      for held in new.claim.comparisons where held.isUnderstated {
        let (number, old) = (new.number, held.against)
        let least = held.compatibility.leastBump
        let next = try change.leastNumber(
          telling: least, since: old.number, insteadOf: number, of: new.model)
        for reason in held.compatibility.reasons where reason.bump > held.promise {
          let note = reason.oldField.map {
            Finding.Note("as \(old.number) has it", at: old.manifest.location(of: $0))
          }
          findings.add(
            "\(number) is \(number.words(for: held.promise, since: old.number)), but \(reason.text)",
            at: new.manifest.location(of: reason.field), notes: note.map { [$0] } ?? [], help: "publish \(next) instead"
          )
        }
      }
    }
  }
}

extension SemanticVersion {
  /// "a patch after 1.2.0"; in 0.y.z with what that promises.
  fileprivate func words(for promise: Bump, since old: SemanticVersion) -> String {
    let bump: Bump = major != old.major ? .major : minor != old.minor ? .minor : .patch
    return "a \(bump.rawValue) version after \(old)"
  }
}
