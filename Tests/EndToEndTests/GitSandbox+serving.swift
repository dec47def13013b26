import Foundation
import TestSupport
import Testing

/// Servers on loopback that live as long as a closure runs.
extension GitSandbox {
  /// A port that nobody listens on; another process may take it before it is used.
  static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let port = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer -> UInt16? in
        guard bind(descriptor, pointer, length) == 0, getsockname(descriptor, pointer, &length) == 0 else { return nil }
        return UnsafeRawPointer(pointer).loadUnaligned(as: sockaddr_in.self).sin_port.bigEndian
      }
    }
    return Int(try #require(port))
  }

  /// Runs a server while `body` runs.
  ///
  /// A shell starts it, without the descriptors by which Foundation learns of its children's end: a server that kept one
  /// would be waited for in place of them. It leads a process group, which is ended with it; if the tests are killed, after an hour.
  func serving(_ command: String, port: Int, _ body: () throws -> Void) throws {
    let start = """
      (for fd in /proc/$BASHPID/fd/*; do fd=${fd##*/}; [ $fd -gt 2 ] && eval "exec $fd<&-"; done
       echo $BASHPID > server-\(port).pid; exec setsid timeout 3600 \(command) </dev/null >server-\(port).log 2>&1) &
      """
    try #require(try run("bash", ["-c", start]).status == 0)
    defer { _ = try? run("bash", ["-c", "kill -KILL -- -$(cat server-\(port).pid)"]) }
    let wait =
      "for i in $(seq 200); do (exec 3<>/dev/tcp/127.0.0.1/\(port)) 2>/dev/null && exit 0; sleep 0.1; done; exit 1"
    try #require(try run("bash", ["-c", wait]).status == 0, "\(command): \((try? read("server-\(port).log")) ?? "")")
    try body()
  }
}
