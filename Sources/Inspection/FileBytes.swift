import Glibc

/// A regular file, read with pread(2): a file of many gigabytes costs what is looked at.
package final class FileBytes: ByteSource {
  package let sizeInBytes: Int64
  private let descriptor: Int32

  /// - Throws: if the file cannot be opened or is none: a folder, a device, a pipe.
  package init(_ path: String) throws(InspectionError) {
    // A pipe without a writer would never open.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    // ENXIO is what a socket gives.
    guard descriptor >= 0 else {
      throw InspectionError(errno == ENXIO ? "it is not a regular file" : String(cString: strerror(errno)))
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw InspectionError("it is not a regular file")
    }
    sizeInBytes = Int64(status.st_size)
  }

  deinit { close(descriptor) }

  package func bytes(at offset: Int64, count: Int) throws(InspectionError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        pread(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, Int(offset) + filled)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw InspectionError(String(cString: strerror(errno)), at: offset) }
      guard got > 0 else { throw InspectionError("the file shrank while it was being read", at: offset) }
      filled += got
    }
    return bytes
  }
}
