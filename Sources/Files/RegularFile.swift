import Diagnostics
package import Git
import Glibc

/// Files that somebody names or a work tree holds, opened so that none keeps us waiting or never ends: a pipe, a device, a socket or
/// a folder is refused, whatever link leads there.
package enum RegularFile {
  /// More bytes than any file has that is read whole.
  package static let sizeLimitInBytes = 64 * 1024 * 1024

  /// Opens a file for reading.
  ///
  /// - Parameter followsLink: false where a link in the file's place is refused too.
  /// - Returns: a descriptor, which the caller closes.
  /// - Throws: ``GitError`` with reason `notFound` where there is no such file, or else with what it is.
  package static func open(_ path: String, followsLink: Bool = true) throws(GitError) -> Int32 {
    // A pipe without a writer would never open otherwise.
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followsLink ? 0 : O_NOFOLLOW))
    guard descriptor >= 0 else {
      // ENXIO is what a socket gives.
      if errno == ENXIO { throw refusal(path, "it is not a regular file") }
      if errno == ELOOP, !followsLink { throw refusal(path, "it is a link") }
      throw FileSystem.failure("open", path)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, isFinite(status) else {
      close(descriptor)
      throw refusal(path, "it is not a regular file")
    }
    return descriptor
  }

  /// Reads a small file whole.
  ///
  /// - Throws: ``GitError`` as ``open(_:followsLink:)`` does, and where the file is larger than `limit` bytes.
  package static func bytes(
    of path: String, atMost limit: Int = sizeLimitInBytes, followsLink: Bool = true
  ) throws(GitError) -> [UInt8] {
    let descriptor = try open(path, followsLink: followsLink)
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileSystem.failure("read", path) }
    // It may grow meanwhile, so that the size alone is no bound.
    var bytes = [UInt8](repeating: 0, count: max(0, min(status.st_size, limit)) + 1)
    var count = 0
    while true {
      let room = bytes.count - count
      let got = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress?.advanced(by: count), room) }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw FileSystem.failure("read", path) }
      count += got
      guard count <= limit else { throw refusal(path, "it has more than \(limit) bytes") }
      if got == 0 { break }
      if count == bytes.count { bytes += [UInt8](repeating: 0, count: min(bytes.count, limit + 1 - count)) }
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  /// A regular file, or the null device, which is an empty one everywhere.
  private static func isFinite(_ status: stat) -> Bool {
    status.st_mode & S_IFMT == S_IFREG || (status.st_mode & S_IFMT == S_IFCHR && status.st_rdev == nullDevice)
  }

  /// Major 1, minor 3.
  ///
  /// Source: the kernel's Documentation/admin-guide/devices.txt.
  private static let nullDevice: dev_t = 0x103

  private static func refusal(_ path: String, _ detail: String) -> GitError {
    GitError(operation: "read \(EscapedText.printable(path))", reason: .other(0), detail: detail)
  }
}
