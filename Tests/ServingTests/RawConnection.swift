import Glibc

/// A connection to a server at this machine, byte by byte.
final class RawConnection {
  private let descriptor: Int32

  init(to port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeBytes(of: &address) { bytes in
      connect(descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), size)
    }
    guard code == 0 else { throw Failure(reason: errno) }
  }

  struct Failure: Error {
    let reason: Int32
  }

  deinit { close(descriptor) }

  /// - Returns: false if the server has closed.
  func send(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
  }

  enum Said: Equatable {
    case nothing
    case closed
    case text(String)
  }

  /// What the server says within so many milliseconds.
  func heard(within milliseconds: Int32) -> Said {
    var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&wait, 1, milliseconds) > 0 else { return .nothing }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count > 0 ? .text(String(decoding: buffer.prefix(count), as: UTF8.self)) : .closed
  }
}
