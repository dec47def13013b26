import CLinux
private import Glibc

extension Repository {
  /// Writes a push's quarantined objects to the disk. git does so with packs, unless `core.fsync` says otherwise, and not with loose
  /// objects.
  package func syncNewObjects() throws(GitError) {
    guard let quarantine else { return }
    var files: [Int32] = []
    defer { files.forEach { close($0) } }
    func finish() throws(GitError) {
      for file in files where fsync(file) != 0 { throw Self.failure("sync the objects of the push") }
      files.forEach { close($0) }
      files = []
    }
    for name in Self.names(in: quarantine) where name != "." && name != ".." {
      for file in Self.names(in: "\(quarantine)/\(name)") where file != "." && file != ".." {
        let path = "\(quarantine)/\(name)/\(file)"
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure("open \(path)") }
        files.append(descriptor)
        // Of a dozen files synced one by one, each waits for a commit of the file system's journal.
        linux_start_sync(descriptor)
        if files.count == Self.filesSyncedTogether { try finish() }
      }
    }
    try finish()
  }

  private static let filesSyncedTogether = 128

  /// Makes durable that git moved those objects into the repository: the names in the folders of objects.
  ///
  /// All 258 folders take half a millisecond where little changed; to sync the whole file system waits for whatever else
  /// is being written to it.
  package func syncObjectFolders() throws(GitError) {
    let objects = commonDirectory + "/objects"
    for name in Self.names(in: objects) where name.utf8.count == 2 && name != ".." || name == "pack" {
      try Self.sync("\(objects)/\(name)")
    }
    try Self.sync(objects)
  }

  /// Makes durable that references moved: the names in their folders, and in those above, which may be new.
  package func syncFolders(of names: [RefName]) throws(GitError) {
    var folders: Set<String> = [commonDirectory]
    for name in names {
      var path = name.text
      while let slash = path.lastIndex(of: "/") {
        path = String(path[..<slash])
        folders.insert("\(commonDirectory)/\(path)")
      }
    }
    // The deepest first; a folder whose last reference was deleted may be gone.
    for folder in folders.sorted(by: { $0.utf8.count > $1.utf8.count }) where access(folder, F_OK) == 0 {
      try Self.sync(folder)
    }
  }

  private static func sync(_ path: String) throws(GitError) {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    // Another push's garbage collection may have packed it.
    if descriptor < 0, errno == ENOENT { return }
    guard descriptor >= 0 else { throw failure("open \(path)") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure("sync \(path)") }
  }

  private static func failure(_ call: String) -> GitError {
    GitError(operation: call, reason: .other(errno), detail: String(cString: strerror(errno)))
  }
}
