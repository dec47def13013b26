package import Git
package import Manifests

extension GitLFS {
  /// Sends the content of exactly these blobs, as far as the local store has it.
  ///
  /// `git lfs push REMOTE BRANCH` would ask for the content of the branch's whole history where the clone keeps no
  /// remote-tracking branch, as a bare one.
  ///
  /// - Throws: ``LFSTransferError`` where git-lfs could not send all of it.
  ///
  /// Source: git-lfs-push(1), "--object-id".
  package func push(_ digests: [Digest], to remote: String, from repository: Repository) throws {
    let store = try LFSStore(of: repository)
    var rest = try digests.filter { try $0 != .empty && store.sizeInBytes(of: $0) != nil }[...]
    while !rest.isEmpty {
      let objects = rest.prefix(Self.objectsInOneCall).map(\.hex)
      rest = rest.dropFirst(Self.objectsInOneCall)
      let result = try repository.git(["lfs", "push", "--object-id", remote] + objects)
      guard result.status == 0 else { throw LFSTransferError(result, remote: remote) }
    }
  }

  /// 65 bytes each, of the 2 MiB that a command line may have.
  private static let objectsInOneCall = 10_000
}
