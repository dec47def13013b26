package import Git

extension GitLFS {
  /// Sends the content of a branch's commits that the remote lacks.
  ///
  /// - Throws: ``LFSTransferError`` where git-lfs could not send all of it.
  ///
  /// Source: git-lfs-push(1).
  package func push(_ branch: String, to remote: String, from repository: Repository) throws {
    let result = try repository.git("lfs", "push", remote, branch)
    guard result.status == 0 else { throw LFSTransferError(result, remote: remote) }
  }
}
