import ArgumentParser
import Diagnostics

/// Where a server listens: `127.0.0.1:5000`, `[::1]:5000`.
struct ListenAddress {
  let host: String
  let port: Int

  init(_ text: String) throws {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
      throw ValidationError("'\(EscapedText.line(text))' is not an address and a port; write 127.0.0.1:5000")
    }
    host = String(text[..<colon].drop { $0 == "[" }.prefix { $0 != "]" })
    self.port = Int(port)
  }

  /// The host as an address has it.
  var text: String { host.contains(":") ? "[\(host)]" : host }

  /// True if nobody but this machine's users reach it.
  var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}
