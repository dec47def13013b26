import Glibc

/// An address of a machine or a network: `127.0.0.1`, `10.0.0.0/8`, `fd00::/8`.
///
/// Source: RFC 4291, section 2.5.5.2, for addresses of version 4 among those of version 6.
package struct AddressRange: Hashable, Sendable {
  private let bytes: [UInt8]
  private let bits: Int

  private static let mapped: [UInt8] = [UInt8](repeating: 0, count: 10) + [0xff, 0xff]

  /// - Returns: nil for what is neither; names of hosts are not.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let (bytes, width) = Self.address(String(parts[0])), parts.count <= 2 else { return nil }
    var bits = width
    if parts.count == 2 {
      guard parts[1].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
        let given = Int(parts[1]), (0...width).contains(given)
      else { return nil }
      bits = given
    }
    self.bytes = bytes
    self.bits = bits + 128 - width
  }

  package func contains(_ address: String) -> Bool {
    guard let (other, _) = Self.address(address) else { return false }
    return (0..<bits).allSatisfy { bit in
      let mask = UInt8(0x80) >> UInt8(bit % 8)
      return bytes[bit / 8] & mask == other[bit / 8] & mask
    }
  }

  /// The 16 bytes, and in how many bits the text counts.
  private static func address(_ text: String) -> (bytes: [UInt8], width: Int)? {
    let plain = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
    var four = [UInt8](repeating: 0, count: 4)
    if inet_pton(AF_INET, plain, &four) == 1 { return (mapped + four, 32) }
    var sixteen = [UInt8](repeating: 0, count: 16)
    // Its scope is no part of where it is.
    return inet_pton(AF_INET6, String(plain.prefix { $0 != "%" }), &sixteen) == 1 ? (sixteen, 128) : nil
  }
}
