import Blobs
import Git
import Glibc

extension UncommittedTree {
  /// The index or work tree, with its objects in a new folder under `$TMPDIR`.
  init(of repository: Repository, includingWorkTree: Bool) throws {
    let folder = try FileSystem.makeTemporaryFolder()
    try self.init(
      of: repository, includingWorkTree: includingWorkTree, in: folder,
      copyIndex: { source, target throws(GitError) in
        guard FileSystem.exists(source) else { return }
        let copy = try StreamedFile.copy(source, toTemporaryIn: folder)
        try FileSystem.publish(copy.temporary, as: target)
      }, removeFolder: FileSystem.removeTree)
  }
}
