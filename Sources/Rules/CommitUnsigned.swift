import Diagnostics
import GitObjects

extension Rule {
  static let commitUnsigned = Rule(
    "commit-unsigned", .transition,
    summary: "a new commit without a signature, although signatures are required",
    explanation: """
      If organization.yaml has `policy.signatures: required`, or the hook was installed with `--actor-from signature`, every
      commit that the protected branch gains must be signed by a member, including those of a merged branch. `git config commit.gpgsign true`
      signs everything that you commit. The policy of the snapshot before the change counts; on a first push, the policy that is pushed.
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
