private import CLibgit2

extension Repository {
  /// Lets this handle read objects from another folder too.
  package func addObjectDirectory(_ path: String) throws(GitError) {
    try libgit2("add the object store \(path)") { git_odb_add_disk_alternate(objects, path) }
  }
}
