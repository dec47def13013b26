package import Access
package import Git
import Manifests
import RegistryStore
import Rules

/// Which service member a job acts as, by the manifests at a branch's tip.
package final class TipPublishers: Sendable {
  private let branch: RefName
  private let pool: RepositoryPool
  private let answers: TipMemory<IssuedClaims, String?>

  package init(_ branch: RefName, marked source: BranchMark.Source, of pool: RepositoryPool) {
    self.branch = branch
    self.pool = pool
    answers = TipMemory(source)
  }

  /// The one member that trusts such a job; nil for none, and for several: who acts must not be a matter of chance.
  package func member(_ job: IssuedClaims) async throws -> String? {
    let (branch, pool) = (branch, pool)
    return try await answers.answer(job) {
      try await pool.read { repository in
        guard let tip = try repository.target(of: branch) else { return nil }
        let snapshot = CommitSnapshot(repository, tree: try repository.commit(tip).tree)
        var found: [String] = []
        try snapshot.members(mentioning: job.issuer) { name throws(GitError) in
          guard let member = try snapshot.member(name)?.value, member.isService else { return false }
          let isTrusted = member.trustedPublishers.contains { publisher in
            publisher.namesProject && publisher.namesProtection
              && publisher.covers(issuer: job.issuer, audiences: job.audiences, claims: job.claims)
          }
          if isTrusted { found.append(name) }
          return found.count > 1
        }
        return found.count == 1 ? found[0] : nil
      }
    }
  }
}
