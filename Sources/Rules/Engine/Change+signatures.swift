import Diagnostics
import GitObjects
import Manifests

extension Change {
  /// True where every new commit must be signed: the organization demanded it before the change, or signatures say who acts.
  private func demandsSignatures(_ facts: Facts) throws(GitError) -> Bool {
    if let signatures = facts.signatures {
      if signatures.namesActor { return true }
      return try signatures.areRequired()
    }
    return try (before ?? after).organization()?.value?.effectiveSignatures == .required
  }

  /// The new commits, where they must be signed; none where they need not be, or nobody knows them.
  func commitsToBeSigned(_ facts: Facts, _ findings: inout Findings) throws(GitError) -> [SignedCommit] {
    guard try demandsSignatures(facts) else { return [] }
    guard let signatures = facts.signatures else {
      findings.notJudged("what is not committed yet has no signature")
      return []
    }
    return try signatures.commits()
  }
}

extension SignatureFacts {
  /// How to sign all commits that are new.
  func signingHelp() throws(GitError) -> String {
    if try commits().count == 1 { return "sign it: git commit --amend --no-edit -S" }
    let start = base.map { $0.abbreviated } ?? "--root"
    return "sign every new commit: git rebase --rebase-merges --force-rebase --gpg-sign \(start)"
  }
}

extension SignedCommit {
  /// A commit has no file, so its full id stands where a path does.
  var location: SourceLocation { SourceLocation(path: "commit/\(id)") }
}
