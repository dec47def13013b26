private import CLibgit2

extension Repository {
  /// Writes objects as one pack, where each alone would be a file.
  ///
  /// libgit2's builder reads what it packs from an object store in memory, so nothing is written twice.
  ///
  /// Source: libgit2 `git2/sys/mempack.h`, `git2/pack.h`.
  func writePack(of list: [(id: ObjectID, kind: ObjectKind, content: [UInt8])]) throws(GitError) {
    var backend: UnsafeMutablePointer<git_odb_backend>?
    var memory: OpaquePointer?
    var repository: OpaquePointer?
    var builder: OpaquePointer?
    defer {
      git_packbuilder_free(builder)
      git_repository_free(repository)
      git_odb_free(memory)
    }
    try libgit2("make an object store in memory") { git_odb_new(&memory) }
    try libgit2("make an object store in memory") { git_mempack_new(&backend) }
    // The store owns the backend from here on.
    try libgit2("make an object store in memory") { git_odb_add_backend(memory, backend, 1) }
    try libgit2("make an object store in memory") { git_repository_wrap_odb(&repository, memory) }
    try libgit2("start a pack") { git_packbuilder_new(&builder, repository) }
    for object in list {
      var oid = object.id.oid
      // Without listing the packs anew for each that is not there, and past `git_odb_write`, which would hash it once more.
      guard git_odb_exists_ext(objects, &oid, GIT_ODB_LOOKUP_NO_REFRESH.rawValue) == 0 else { continue }
      try libgit2("pack \(object.kind.rawValue) \(object.id)") {
        backend?.pointee.write(backend, &oid, object.content, object.content.count, object.kind.type)
          ?? GIT_ERROR.rawValue
      }
      try libgit2("pack \(object.kind.rawValue) \(object.id)") { git_packbuilder_insert(builder, &oid, nil) }
    }
    guard git_packbuilder_object_count(builder) > 0 else { return }
    let folder = objectFolder + "/pack"
    try libgit2("write a pack in \(folder)") { git_packbuilder_write(builder, folder, 0o444, nil, nil) }
    try libgit2("refresh the object store") { git_odb_refresh(objects) }
  }
}
