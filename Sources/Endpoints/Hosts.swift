/// By which names a server is called. A page of another site must not reach it by a name that it made lead here, nor by its address.
///
/// Source: https://fetch.spec.whatwg.org/#origin-header; CVE-2018-1002103 for what happens without.
package struct Hosts: Sendable {
  /// Without ports, in lower case.
  private let names: Set<String>

  /// - Parameter names: beside loopback's.
  package init(_ names: [String] = []) {
    self.names = Set(names.map { $0.lowercased() }).union(["localhost", "127.0.0.1", "[::1]"])
  }

  /// - Parameter host: the header; every client of HTTP/1.1 sends one.
  package func answer(_ host: String?) -> Bool { host.map { names.contains(Self.name(of: $0)) } ?? false }

  /// - Parameter origin: the header; nil for who is not a browser.
  package func mayWrite(from origin: String?) -> Bool {
    guard let origin else { return true }
    guard let start = origin.firstRange(of: "://")?.upperBound,
      ["http://", "https://"].contains(origin[..<start])
    else { return false }
    return names.contains(Self.name(of: String(origin[start...])))
  }

  /// `Models.acme.org:5000` is `models.acme.org`; empty for what is no host and port.
  private static func name(of host: String) -> String {
    let lower = host.lowercased()
    let end =
      lower.hasPrefix("[") ? lower.firstIndex(of: "]").map { lower.index(after: $0) } : lower.firstIndex(of: ":")
    let name = lower[..<(end ?? lower.endIndex)]
    let port = lower[name.endIndex...]
    guard port.isEmpty || port.first == ":" && UInt16(port.dropFirst()) != nil else { return "" }
    return String(name)
  }
}
