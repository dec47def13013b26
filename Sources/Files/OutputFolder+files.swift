package import Git
import Glibc
package import Manifests

extension OutputFolder {
  /// Makes a file under a temporary name beside `path`, for ``publish(_:as:)`` or for removal. It has the permissions that any new
  /// file gets.
  ///
  /// - Parameter body: given the open file, readable and writable, and its path for messages.
  package func makeTemporary(
    beside path: String, isExecutable: Bool = false,
    _ body: (Int32, String) throws(GitError) -> (digest: Digest, sizeInBytes: Int64)
  ) throws(GitError) -> StreamedFile.Copy {
    let copy = try withFolder(of: path, isMade: true) { folder, _ throws(GitError) in
      let name = Self.temporaryName()
      let file = openat(folder, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, isExecutable ? 0o777 : 0o666)
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
  package func linkTemporary(
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
      var status = stat()
      guard file >= 0, fstat(file, &status) == 0, fchmod(file, status.st_mode & 0o555) == 0 else {
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
  package func publish(_ temporary: String, as path: String) throws(GitError) {
    let found: Void? = try withFolder(of: path) { folder, name throws(GitError) in
      let old = temporary.split(separator: "/").last.map(String.init) ?? temporary
      guard renameat(folder, old, folder, name) == 0 else { throw FileSystem.failure("rename", shown(path)) }
    }
    if found == nil { throw FileSystem.failure("rename", shown(path), ENOENT) }
  }

  /// Removes a file, or a link and not what it leads to; one that is gone already is fine.
  package func remove(_ path: String) throws(GitError) { try unlink(path, 0) }

  /// Removes an empty folder.
  package func removeFolder(_ path: String) throws(GitError) { try unlink(path, AT_REMOVEDIR) }

  private func unlink(_ path: String, _ flags: Int32) throws(GitError) {
    _ = try withFolder(of: path) { folder, name throws(GitError) in
      guard unlinkat(folder, name, flags) == 0 || errno == ENOENT else {
        throw FileSystem.failure("remove", shown(path))
      }
    }
  }

  package func shown(_ path: String) -> String { "\(self.path)/\(path)" }

  private static func sibling(_ name: String, of path: String) -> String {
    path.lastIndex(of: "/").map { path[...$0] + name } ?? name
  }

  /// True for the name of a temporary file. Where the folder's lock is held, it is one that a killed process left.
  package static func isTemporary(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    return name.hasPrefix(temporaryPrefix)
      && name.utf8.dropFirst(temporaryPrefix.utf8.count).allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x7a).contains($0)
      }
  }

  private static let temporaryPrefix = ".registry-"

  private static func temporaryName() -> String {
    "\(temporaryPrefix)\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
  }
}
