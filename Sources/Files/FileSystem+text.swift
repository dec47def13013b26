package import Git
import Glibc

extension FileSystem {
  /// A small file's text; nil where it cannot be read, or is no regular file.
  package static func text(of path: String) -> String? {
    bytes(of: path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// A small file's bytes; nil where it cannot be read, or is no regular file.
  package static func bytes(of path: String) -> [UInt8]? { try? RegularFile.bytes(of: path) }

  /// The first bytes of a file; nil where it cannot be read or is shorter.
  package static func firstBytes(_ count: Int, of path: String) -> [UInt8]? {
    guard let descriptor = try? RegularFile.open(path) else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    return pread(descriptor, &bytes, count, 0) == count ? bytes : nil
  }

  /// Writes to what is there: a device or a pipe.
  package static func write(_ text: String, to path: String) throws(GitError) {
    guard let file = fopen(path, "we") else { throw failure("open", path) }
    let count = fputs(text, file)
    guard fclose(file) == 0, count >= 0 else { throw failure("write", path) }
  }

  /// Writes a file that nobody else reads meanwhile, over what is there.
  package static func write(_ bytes: [UInt8], to path: String) throws(GitError) {
    guard let file = fopen(path, "we") else { throw failure("open", path) }
    let count = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, count == bytes.count else { throw failure("write", path) }
  }

  /// Replaces a whole file: a new temporary one beside it, synced, renamed. Never writes through a link.
  ///
  /// - Parameter permissions: nil for those that any new file gets, by the umask.
  package static func replace(_ path: String, with text: String, permissions: UInt32? = nil) throws(GitError) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let copy = try StreamedFile.copy(Array(text.utf8), toTemporaryIn: folder, permissions: 0o666)
    if let permissions, chmod(copy.temporary, permissions) != 0 {
      remove(copy.temporary)
      throw failure("chmod", copy.temporary)
    }
    try publish(copy.temporary, as: path)
  }

  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// True for a regular file or a link to one: no device, pipe or socket, which may never end.
  package static func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  package static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// True where a folder is another one or lies in it, whatever links lead to either.
  package static func isBelow(_ path: String, _ folder: String) -> Bool {
    guard let (path, folder) = realPath(path).flatMap({ path in realPath(folder).map { (path, $0) } }) else {
      return false
    }
    return path == folder || path.hasPrefix(folder + "/")
  }

  /// Nil where nothing is there.
  package static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// True where two paths lead to one folder or file.
  package static func isSame(_ one: String, _ two: String) -> Bool {
    var (first, second) = (stat(), stat())
    return stat(one, &first) == 0 && stat(two, &second) == 0 && first.st_ino == second.st_ino
      && first.st_dev == second.st_dev
  }
}

extension FileSystem {
  /// The permission bits; nil where there is no such file.
  package static func mode(of path: String) -> UInt32? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
  }

  /// True where the owner may run it, as git asks.
  package static func isExecutable(_ path: String) -> Bool { mode(of: path).map { $0 & 0o100 != 0 } ?? false }

  /// Lets whoever may read a file run it.
  package static func makeExecutable(_ path: String) throws(GitError) {
    guard let mode = mode(of: path) else { throw failure("stat", path) }
    try setMode(path, mode | (mode & 0o444) >> 2)
  }

  package static func setMode(_ path: String, _ mode: UInt32) throws(GitError) {
    guard chmod(path, mode) == 0 else { throw failure("chmod", path) }
  }
}
