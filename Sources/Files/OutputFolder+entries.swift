package import Git
import Glibc
package import Manifests

extension OutputFolder {
  /// What lies at a path.
  package struct Entry: Sendable {
    /// Below the folder.
    package let path: String
    package let kind: Kind
  }

  package enum Kind: Hashable, Sendable {
    case file(sizeInBytes: Int64, isExecutable: Bool)
    case folder
    /// A link, a pipe, a device.
    case other
  }

  /// What lies in the folder and in those of its folders that are wanted; of the others their names. Sorted by path.
  ///
  /// - Parameter wanted: paths of folders.
  package func entries(in wanted: Set<String>) throws(GitError) -> [Entry] {
    guard let folder = try descriptor(isMade: false) else { return [] }
    var found: [Entry] = []
    try collect(folder, "", wanted, &found)
    return found.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private func collect(
    _ folder: Int32, _ prefix: String, _ wanted: Set<String>, _ found: inout [Entry]
  ) throws(GitError) {
    guard let names = Self.names(in: folder) else { throw FileSystem.failure("read the folder", shown(prefix)) }
    for name in names {
      let path = prefix + name
      var status = stat()
      guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
        // Gone meanwhile, or named in no text: it is nobody's that we know.
        found.append(Entry(path: path, kind: .other))
        continue
      }
      switch status.st_mode & S_IFMT {
      case S_IFREG:
        let isExecutable = status.st_mode & S_IXUSR != 0
        found.append(
          Entry(path: path, kind: .file(sizeInBytes: Int64(status.st_size), isExecutable: isExecutable)))
      case S_IFDIR where wanted.contains(path):
        let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard inner >= 0 else { throw FileSystem.failure("read the folder", shown(path)) }
        defer { close(inner) }
        try collect(inner, path + "/", wanted, &found)
      case S_IFDIR: found.append(Entry(path: path, kind: .folder))
      default: found.append(Entry(path: path, kind: .other))
      }
    }
  }

  /// The digest of a regular file's content; nil for a link and whatever else is there, and where nothing is.
  package func digest(of path: String) throws(GitError) -> Digest? {
    let found = try withFolder(of: path) { folder, name throws(GitError) -> Digest? in
      // Opening a pipe would wait for whoever writes to it.
      let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      guard file >= 0 else {
        guard [ENOENT, ELOOP, ENXIO].contains(errno) else { throw FileSystem.failure("open", shown(path)) }
        return nil
      }
      defer { close(file) }
      var status = stat()
      guard fstat(file, &status) == 0 else { throw FileSystem.failure("stat", shown(path)) }
      guard status.st_mode & S_IFMT == S_IFREG else { return nil }
      return try StreamedFile.read(file, shown(path)).digest
    }
    return found ?? nil
  }

  /// Removes a folder with all that is in it; what a link in it leads to stays.
  func removeTree(_ name: String) throws(GitError) {
    guard let folder = try descriptor(isMade: false) else { return }
    try Self.removeTree(name, in: folder, shown(name))
  }

  private static func removeTree(_ name: String, in folder: Int32, _ shown: String) throws(GitError) {
    let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if inner >= 0 {
      defer { close(inner) }
      for name in names(in: inner) ?? [] { try removeTree(name, in: inner, shown + "/" + name) }
    }
    guard unlinkat(folder, name, inner >= 0 ? AT_REMOVEDIR : 0) == 0 || errno == ENOENT else {
      throw FileSystem.failure("remove", shown)
    }
  }

  /// The names in an open folder but `.` and `..`; nil where it cannot be read.
  static func names(in folder: Int32) -> [String]? {
    // A stream takes its descriptor with it, and where it stands is the descriptor's.
    let own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard own >= 0 else { return nil }
    guard let stream = fdopendir(own) else {
      close(own)
      return nil
    }
    defer { closedir(stream) }
    return FileSystem.names(in: stream)
  }
}
