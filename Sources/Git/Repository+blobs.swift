private import CLibgit2
private import Glibc

extension Repository {
  /// Makes the blob of a file known by its id and size, without writing it: what is judged seldom needs more. No filter of
  /// git's attributes or configuration is applied.
  package func announceBlob(ofFile path: String, sizeInBytes: Int) throws(GitError) -> ObjectID {
    var oid = git_oid()
    try libgit2("hash '\(path)'") { git_odb_hashfile(&oid, path, GIT_OBJECT_BLOB) }
    let id = ObjectID(oid)
    announced[id] = AnnouncedBlob(path: path, sizeInBytes: sizeInBytes)
    return id
  }

  /// Forgets an announced blob, before its file goes away.
  package func withdrawBlob(_ id: ObjectID) { announced[id] = nil }

  /// Writes a file's bytes as a blob, in pieces; it is then no announced one any more.
  package func writeBlob(ofFile path: String, sizeInBytes: Int) throws(GitError) -> ObjectID {
    let id = try making { () throws(GitError) in try streamBlob(ofFile: path, sizeInBytes: sizeInBytes) }
    let folder = folderOfLooseObject(id)
    let permissions = try sharedPermissions()
    if permissions.isShared { permissions.passOnGroup(from: folder, to: objectFolder) }
    // No file is there where the object was in a pack.
    if try syncPolicy().objects { for path in ["\(folder)/\("\(id)".dropFirst(2))", folder] { try sync(path) } }
    withdrawBlob(id)
    return id
  }

  private func streamBlob(ofFile path: String, sizeInBytes: Int) throws(GitError) -> ObjectID {
    let file = try openFile(path)
    defer { fclose(file) }
    var stream: UnsafeMutablePointer<git_odb_stream>?
    try libgit2("write a blob of '\(path)'") {
      git_odb_open_wstream(&stream, objects, git_object_size_t(sizeInBytes), GIT_OBJECT_BLOB)
    }
    defer { git_odb_stream_free(stream) }
    var buffer = [CChar](repeating: 0, count: 256 * 1024)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      guard count > 0 else { break }
      try libgit2("write a blob of '\(path)'") { git_odb_stream_write(stream, buffer, count) }
    }
    var oid = git_oid()
    try libgit2("write a blob of '\(path)'") { git_odb_stream_finalize_write(&oid, stream) }
    return ObjectID(oid)
  }

  private func sync(_ path: String) throws(GitError) {
    let file = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    defer { close(file) }
    SyncCount.add()
    guard fsync(file) == 0 else {
      throw GitError(operation: "sync \(path)", reason: .other(errno), detail: String(cString: strerror(errno)))
    }
  }
}

/// A blob that is a file as yet.
struct AnnouncedBlob {
  let path: String
  let sizeInBytes: Int

  func content() throws(GitError) -> [UInt8] {
    let file = try openFile(path)
    defer { fclose(file) }
    var content = [UInt8](repeating: 0, count: sizeInBytes)
    let count = fread(&content, 1, sizeInBytes, file)
    guard count == sizeInBytes else {
      throw GitError(operation: "read \(path)", reason: .other(errno), detail: "it ends after \(count) bytes")
    }
    return content
  }
}

private func openFile(_ path: String) throws(GitError) -> UnsafeMutablePointer<FILE> {
  guard let file = fopen(path, "re") else {
    throw GitError(operation: "open \(path)", reason: .other(errno), detail: String(cString: strerror(errno)))
  }
  return file
}
