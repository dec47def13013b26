/// An OpenPGP public key, as `gpg --armor --export` writes it.
///
///     -----BEGIN PGP PUBLIC KEY BLOCK-----
///     Comment: headers, as many as there are
///                                            an empty line
///     mQINB…                                 packets in Base64
///     =Uk5x                                  their CRC-24, which may be absent
///     -----END PGP PUBLIC KEY BLOCK-----
///
/// Source: RFC 4880, sections 4 (packets), 5.5 (keys) and 6 (armor).
package struct OpenPGPPublicKey: Hashable, Sendable {
  /// All packets: the key, its user ids, subkeys and the signatures that bind them.
  package let packets: [UInt8]
  /// What a version 4 fingerprint is the SHA-1 of: 0x99, two bytes of length, the primary key's packet.
  package let fingerprinted: [UInt8]

  static let begin = "-----BEGIN PGP PUBLIC KEY BLOCK-----"
  private static let end = "-----END PGP PUBLIC KEY BLOCK-----"

  package init(armored text: String) throws(SigningKeyProblem) {
    var lines = text.utf8.split(separator: 0x0a, omittingEmptySubsequences: false).map { Array($0) }[...]
    if lines.last?.isEmpty == true { lines.removeLast() }
    guard lines.popFirst()?.elementsEqual(Self.begin.utf8) == true,
      lines.popLast()?.elementsEqual(Self.end.utf8) == true
    else { throw .notArmored }
    // Headers end with an empty line; a text without headers may lack that line.
    if let empty = lines.firstIndex(where: { $0.isEmpty }) { lines = lines[(empty + 1)...] }
    var checksum: [UInt8]?
    if let last = lines.last, last.first == UInt8(ascii: "=") {
      checksum = Base64.decode(last.dropFirst())
      lines.removeLast()
      guard checksum?.count == 3 else { throw .notBase64 }
    }
    guard let packets = Base64.decode(lines.joined(), ignoresSpace: false) else { throw .notBase64 }
    if let checksum, Self.crc24(packets) != checksum { throw .damaged }
    self.packets = packets
    fingerprinted = try Self.primaryKey(in: packets)
  }

  /// Looks at every packet: one public key of version 4, and no secret one.
  private static func primaryKey(in packets: [UInt8]) throws(SigningKeyProblem) -> [UInt8] {
    var reader = SSHFieldReader(packets)
    var primary: ArraySlice<UInt8>?
    while !reader.isAtEnd {
      guard let packet = Self.packet(from: &reader) else { throw .damaged }
      switch packet.tag {
      case 5, 7: throw .secret
      case 6 where primary == nil: primary = packet.body
      case 6: throw .several
      case 2, 12, 13, 14, 17: guard primary != nil else { throw .damaged }
      default: throw .damaged
      }
    }
    guard let primary, let version = primary.first else { throw .damaged }
    guard version == 4 else { throw .unknownAlgorithm("OpenPGP version \(version)") }
    guard primary.count <= 0xffff else { throw .damaged }
    return [0x99, UInt8(primary.count >> 8), UInt8(primary.count & 0xff)] + primary
  }

  /// The next packet; nil if it is malformed or of no stated length.
  ///
  /// Source: RFC 4880, section 4.2.
  private static func packet(from reader: inout SSHFieldReader) -> (tag: UInt8, body: ArraySlice<UInt8>)? {
    guard let head = reader.byte(), head & 0x80 != 0 else { return nil }
    func number(_ count: Int) -> Int? { reader.bytes(count).map { $0.reduce(0) { $0 << 8 | Int($1) } } }
    var length: Int?
    if head & 0x40 == 0 {
      length = head & 3 == 3 ? nil : number(1 << Int(head & 3))
    } else if let first = number(1) {
      switch first {
      case 0..<192: length = first
      case 192..<224: length = number(1).map { (first - 192) << 8 + $0 + 192 }
      case 255: length = number(4)
      default: length = nil
      }
    }
    guard let length, let body = reader.bytes(length) else { return nil }
    return (head & 0x40 == 0 ? head >> 2 & 0x0f : head & 0x3f, body)
  }

  /// Source: RFC 4880, section 6.1.
  private static func crc24(_ bytes: [UInt8]) -> [UInt8] {
    var crc: UInt32 = 0xb704ce
    for byte in bytes {
      crc ^= UInt32(byte) << 16
      for _ in 0..<8 {
        crc <<= 1
        if crc & 0x100_0000 != 0 { crc ^= 0x186_4cfb }
      }
    }
    return [UInt8(crc >> 16 & 0xff), UInt8(crc >> 8 & 0xff), UInt8(crc & 0xff)]
  }
}
