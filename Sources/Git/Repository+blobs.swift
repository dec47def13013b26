private import CLibgit2

extension Repository {
  /// Writes a file's bytes as a blob, in pieces. The blob is in the object store at once; unreferenced, it harms nothing.
  package func writeBlob(fromFile path: String) throws(GitError) -> ObjectID {
    var oid = git_oid()
    try libgit2("write a blob of '\(path)'") { git_blob_create_from_disk(&oid, handle, path) }
    return ObjectID(oid)
  }
}
