/// The index or the work tree as a git tree, so that they are judged like a commit.
///
/// git makes the tree, with its own reading of ignore files and attributes; the new objects go to a temporary folder that
/// ``remove()`` takes away, so the repository stays as it was.
package struct UncommittedTree {
  package let tree: ObjectID
  /// Where its objects are; see ``Repository/addObjectDirectory(_:)``.
  package let folder: String
  private let removeFolder: (String) -> Void

  /// - Parameters:
  ///   - includingWorkTree: false for the index alone.
  ///   - folder: an empty temporary folder.
  ///   - copyIndex: copies a file; an absent one is an empty index and no error.
  ///   - removeFolder: takes the folder away.
  package init(
    of repository: Repository, includingWorkTree: Bool, in folder: String,
    copyIndex: (String, String) throws(GitError) -> Void, removeFolder: @escaping (String) -> Void
  ) throws(GitError) {
    self.folder = folder
    self.removeFolder = removeFolder
    do throws(GitError) {
      let variables = [
        "GIT_OBJECT_DIRECTORY": folder,
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": Alternates.quoted(repository.commonDirectory + "/objects"),
        "GIT_INDEX_FILE": folder + "/index",
      ]
      let index = try repository.git("rev-parse", "--path-format=absolute", "--git-path", "index").requireSuccess().line
      try copyIndex(index, folder + "/index")
      if includingWorkTree { try repository.git("add", "--all", "--", ".", environment: variables).requireSuccess() }
      let written = try repository.git("write-tree", environment: variables).requireSuccess()
      guard let tree = ObjectID(hex: written.line) else {
        throw GitError(operation: written.command, reason: .other(0), detail: "no object id in its output")
      }
      try repository.addObjectDirectory(folder)
      self.tree = tree
    } catch {
      removeFolder(folder)
      throw error
    }
  }

  package func remove() { removeFolder(folder) }
}
