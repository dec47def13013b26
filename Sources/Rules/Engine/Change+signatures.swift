import Diagnostics
import GitObjects
import Manifests

extension Change {
  /// True if every new commit must be signed: the organization demanded it before the change, or signatures say who acts.
  private func demandsSignatures(_ facts: Facts) throws(GitError) -> Bool {
    if let signatures = facts.signatures {
      if signatures.namesActor { return true }
      return try signatures.areRequired()
    }
    return try authority.organization()?.value?.effectiveSignatures == .required
  }

  /// The new commits if they must be signed; none if they need not be, or if they are not known.
  func commitsToBeSigned(_ facts: Facts, _ findings: inout Findings) throws(GitError) -> [SignedCommit] {
    guard try demandsSignatures(facts) else { return [] }
    guard let signatures = facts.signatures else {
      findings.notJudged("uncommitted changes have no signature")
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
  /// A commit has no file, so its full id takes the place of a path.
  var location: SourceLocation { SourceLocation(path: "commit/\(id)") }
}
