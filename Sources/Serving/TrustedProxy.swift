/// A proxy that lets people in and names them in a header.
package struct TrustedProxy: Sendable {
  /// In lower case.
  private let header: String
  private let addresses: [AddressRange]

  package init(header: String, from addresses: [AddressRange]) {
    self.header = header.lowercased()
    self.addresses = addresses
  }

  /// Takes the header out of a request, and believes it if the proxy sent it.
  ///
  /// - Parameter peer: the address at the other end of the connection.
  func user(of headers: inout [String: String], from peer: String?) -> String? {
    guard let value = headers.removeValue(forKey: header), let peer, addresses.contains(where: { $0.contains(peer) })
    else { return nil }
    return value
  }
}
