import Diagnostics
import GitObjects

extension Rule {
  static let commitUnsigned = Rule(
    "commit-unsigned", .transition,
    summary: "a new commit without a signature, where signatures are required",
    explanation: """
      Where `policy.signatures: required` of organization.yaml says so, or the hook was installed with `--actor-from signature`, every
      commit that the protected branch gains is signed by a member: those of a merged branch too. `git config commit.gpgsign true`
      signs all that you commit. The policy of the snapshot before the change counts; on a first push, that of what is pushed.
      """,
    example: """
      git commit --no-gpg-sign
      """
  ) { change, facts, findings throws(GitError) in
    for commit in try change.commitsToBeSigned(facts, &findings) where commit.signature == .none {
      findings.add(
        "commit \(commit.id.abbreviated) is not signed", at: commit.location,
        help: try facts.signatures?.signingHelp())
    }
  }
}
