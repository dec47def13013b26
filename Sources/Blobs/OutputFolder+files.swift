package import Git
import Glibc
package import Manifests

extension OutputFolder {
  /// True where a regular file, and no link to one, has an artifact's content.
  package func holds(_ artifact: Artifact, at path: String) throws(GitError) -> Bool {
    try withFolder(of: path) { folder, name throws(GitError) in
      // Opening a pipe would wait for whoever writes to it.
      let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      guard file >= 0 else {
        guard [ENOENT, ELOOP, ENXIO].contains(errno) else { throw FileSystem.failure("open", shown(path)) }
        return false
      }
      defer { close(file) }
      var status = stat()
      guard fstat(file, &status) == 0 else { throw FileSystem.failure("stat", shown(path)) }
      guard status.st_mode & S_IFMT == S_IFREG, Int64(status.st_size) == artifact.sizeInBytes else { return false }
      return try StreamedFile.read(file, shown(path)).digest == artifact.digest
    } ?? false
  }

  /// True where there is anything, be it a link that leads nowhere.
  package func contains(_ path: String) throws(GitError) -> Bool {
    try withFolder(of: path) { folder, name throws(GitError) in
      var status = stat()
      if fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return true }
      guard errno == ENOENT else { throw FileSystem.failure("stat", shown(path)) }
      return false
    } ?? false
  }

  /// Makes a file under a temporary name beside `path`, for ``publish(_:as:)`` or for removal. It has the permissions that any new
  /// file gets.
  ///
  /// - Parameter body: given the open file, readable and writable, and its path for messages.
  func makeTemporary(
    beside path: String, _ body: (Int32, String) throws(GitError) -> (digest: Digest, sizeInBytes: Int64)
  ) throws(GitError) -> StreamedFile.Copy {
    let copy = try withFolder(of: path, isMade: true) { folder, _ throws(GitError) in
      let name = Self.temporaryName()
      let file = openat(folder, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
      guard file >= 0 else { throw FileSystem.failure("create a file beside", shown(path)) }
      defer { close(file) }
      do throws(GitError) {
        let (digest, size) = try body(file, shown(path))
        return StreamedFile.Copy(temporary: Self.sibling(name, of: path), digest: digest, sizeInBytes: size)
      } catch {
        unlinkat(folder, name, 0)
        throw error
      }
    }
    guard let copy else { throw FileSystem.failure("create a file beside", shown(path), ENOENT) }
    return copy
  }

  /// Gives a stored file a second, temporary name beside `path`, read-only: a write through either name would alter what the store
  /// has.
  ///
  /// - Parameter hash: true where its content is to be hashed again.
  /// - Returns: nil where the two cannot share a file: another file system, one without links, another user's file.
  func linkTemporary(
    _ source: String, of artifact: Artifact, beside path: String, hash: Bool, progress: (any ByteProgress)?
  ) throws(GitError) -> StreamedFile.Copy? {
    let copy = try withFolder(of: path, isMade: true) { folder, _ throws(GitError) -> StreamedFile.Copy? in
      let name = Self.temporaryName()
      guard linkat(AT_FDCWD, source, folder, name, 0) == 0 else {
        if errno == ENOENT { throw FileSystem.failure("link", source) }
        return nil
      }
      let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
      defer { if file >= 0 { close(file) } }
      guard file >= 0, fchmod(file, 0o444) == 0 else {
        unlinkat(folder, name, 0)
        return nil
      }
      let temporary = Self.sibling(name, of: path)
      guard hash else {
        progress?.advance(by: artifact.sizeInBytes)
        return .init(temporary: temporary, digest: artifact.digest, sizeInBytes: artifact.sizeInBytes)
      }
      do throws(GitError) {
        let (digest, size) = try StreamedFile.read(file, shown(path)) { progress?.advance(by: Int64($0.count)) }
        return .init(temporary: temporary, digest: digest, sizeInBytes: size)
      } catch {
        unlinkat(folder, name, 0)
        throw error
      }
    }
    return copy ?? nil
  }

  /// Gives a temporary file its name, in the place of what is there.
  func publish(_ temporary: String, as path: String) throws(GitError) {
    let found: Void? = try withFolder(of: path) { folder, name throws(GitError) in
      let old = temporary.split(separator: "/").last.map(String.init) ?? temporary
      guard renameat(folder, old, folder, name) == 0 else { throw FileSystem.failure("rename", shown(path)) }
    }
    if found == nil { throw FileSystem.failure("rename", shown(path), ENOENT) }
  }

  /// Removes a file, or a link and not what it leads to; one that is gone already is fine.
  func remove(_ path: String) throws(GitError) { try unlink(path, 0) }

  /// Removes an empty folder.
  func removeFolder(_ path: String) throws(GitError) { try unlink(path, AT_REMOVEDIR) }

  private func unlink(_ path: String, _ flags: Int32) throws(GitError) {
    _ = try withFolder(of: path) { folder, name throws(GitError) in
      guard unlinkat(folder, name, flags) == 0 || errno == ENOENT else {
        throw FileSystem.failure("remove", shown(path))
      }
    }
  }

  private func shown(_ path: String) -> String { "\(self.path)/\(path)" }

  private static func sibling(_ name: String, of path: String) -> String {
    path.lastIndex(of: "/").map { path[...$0] + name } ?? name
  }

  private static func temporaryName() -> String { ".registry-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))" }
}
