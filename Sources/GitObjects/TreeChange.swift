/// A file that differs between two trees: added, removed or changed.
package struct TreeChange: Hashable, Sendable {
  package let path: RepositoryPath
  package let before: TreeEntry?
  package let after: TreeEntry?

  package init(path: RepositoryPath, before: TreeEntry?, after: TreeEntry?) {
    self.path = path
    self.before = before
    self.after = after
  }
}
