import CLinux
private import Glibc

extension Repository {
  /// The files of a push's quarantined objects, by their paths in the folder of objects: `2d/a6d0…`, `pack/pack-….pack`.
  package func quarantinedFiles() -> [String] {
    guard let quarantine else { return [] }
    let isName = { (name: String) in name != "." && name != ".." }
    return Self.names(in: quarantine).filter(isName).flatMap { folder in
      Self.names(in: "\(quarantine)/\(folder)").filter(isName).map { "\(folder)/\($0)" }
    }
  }

  /// The path of a loose object's file in the folder of objects.
  package static func looseFile(of id: ObjectID) -> String {
    let hex = "\(id)"
    return "\(hex.prefix(2))/\(hex.dropFirst(2))"
  }

  /// Makes files of the folder of objects durable, and their names. git does so with packs, unless `core.fsync` says otherwise, and not
  /// with loose objects.
  ///
  /// All are written before the first is waited for: of a dozen files synced one by one, each waits for a commit of the file system's
  /// journal.
  ///
  /// - Parameter files: by their paths in that folder; one that garbage collection packed meanwhile is durable as a pack.
  package func syncObjects(_ files: [String]) throws(GitError) {
    let objects = commonDirectory + "/objects"
    let folders = Set(files.map { $0.prefix { $0 != "/" } }).map { "\(objects)/\($0)" }
    try Self.sync(files.map { "\(objects)/\($0)" } + folders + [objects])
  }

  /// Makes durable that references moved: their files, and the names in their folders and in those above, which may be new.
  package func syncReferences(_ names: [RefName]) throws(GitError) {
    var folders: Set<String> = [commonDirectory]
    for name in names {
      var path = name.text
      while let slash = path.lastIndex(of: "/") {
        path = String(path[..<slash])
        folders.insert("\(commonDirectory)/\(path)")
      }
    }
    // A file, or a folder whose last reference was deleted, may be gone.
    try Self.sync(
      names.map { "\(commonDirectory)/\($0.text)" } + folders.sorted { $0.utf8.count > $1.utf8.count })
  }

  /// Makes durable, at once, whatever was written to the file system that the repository lies on: one wait instead of one for each
  /// file and folder. It waits for what others write there too.
  package func syncFileSystem() throws(GitError) {
    SyncCount.add()
    guard linux_sync_all(commonDirectory) == 0 else { throw Self.failure("sync \(commonDirectory)") }
  }

  /// - Parameter paths: files and folders, in the order in which they have to be durable; what is not there is passed over.
  private static func sync(_ paths: [String]) throws(GitError) {
    var rest = paths[...]
    while !rest.isEmpty {
      let some = rest.prefix(filesSyncedTogether)
      rest = rest.dropFirst(some.count)
      var open: [(path: String, descriptor: Int32)] = []
      defer { for file in open { close(file.descriptor) } }
      for path in some {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT || errno == ENOTDIR { continue }
        guard descriptor >= 0 else { throw failure("open \(path)") }
        open.append((path, descriptor))
        linux_start_sync(descriptor)
      }
      SyncCount.add()
      for file in open where fsync(file.descriptor) != 0 { throw failure("sync \(file.path)") }
    }
  }

  private static let filesSyncedTogether = 128

  private static func failure(_ call: String) -> GitError {
    GitError(operation: call, reason: .other(errno), detail: String(cString: strerror(errno)))
  }
}
