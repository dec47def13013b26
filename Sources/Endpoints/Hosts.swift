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
    guard let start = origin.firstRange(of: "://")?.upperBound else { return false }
    return names.contains(Self.name(of: String(origin[start...])))
  }

  /// `Models.acme.org:5000` is `models.acme.org`.
  private static func name(of host: String) -> String {
    let lower = host.lowercased()
    if lower.hasPrefix("["), let end = lower.firstIndex(of: "]") { return String(lower[...end]) }
    return String(lower.prefix { $0 != ":" })
  }
}
