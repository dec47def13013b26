import Enforcement
import Git
import Manifests
import RegistryStore
import Rules

/// The branch of a write, as far as it is the one on which the rules hold.
struct ProtectedBranch {
  /// True for the branch that pushes are judged on.
  let isProtected: Bool
  private let name: String

  init(_ branch: RefName, of repository: Repository) throws(GitError) {
    isProtected = try PushJudge.protectedBranch(of: repository) == branch
    name = branch.branch ?? "\(branch)"
  }

  /// Refuses an unsigned commit where the policy of what is published asks for signatures.
  func requireUnsigned(_ snapshot: CommitSnapshot) throws {
    guard isProtected, try snapshot.organization()?.value?.effectiveSignatures == .required else { return }
    throw ActionFailure(
      .forbidden, "every commit on \(name) must be signed by a member, but nobody can sign this one",
      help: "propose a branch, and ask a member to sign its merge")
  }
}
