import Diagnostics
import GitObjects

extension Rule {
  static let signatureInvalid = Rule(
    "signature-invalid", .transition,
    summary: "a new commit with an invalid signature, although signatures are required",
    explanation: """
      A signature that is damaged, does not match its commit, was made for something other than git, or is by a key that has expired or
      was revoked, proves nothing about who made the commit. `git verify-commit` shows what git thinks of it.
      """,
    example: """
      a commit that was changed after it was signed
      """
  ) { change, facts, findings throws(GitError) in
    for commit in try change.commitsToBeSigned(facts, &findings) {
      guard case .invalid(let reason, let key) = commit.signature else { continue }
      let by = key.map { " by key \($0)" } ?? ""
      findings.add(
        "the signature\(by) of commit \(commit.id.abbreviated) \(reason)", at: commit.location,
        help: try facts.signatures?.signingHelp())
    }
  }
}
