/// An SSH public key, by the content of its Base64.
///
///     ssh-ed25519            string type, string key (32 bytes)
///     ecdsa-sha2-nistpN      string type, string curve, string point (0x04, x, y)
///     ssh-rsa                string type, mpint exponent, mpint modulus
///     sk-…@openssh.com       the same as without sk-, then: string application
///
/// Source: RFC 4253 section 6.6, RFC 5656 section 3.1, RFC 8709 section 4, OpenSSH's PROTOCOL.u2f.
package struct SSHPublicKey: Hashable, Sendable {
  package enum Algorithm: String, Sendable, CaseIterable {
    case ed25519 = "ssh-ed25519"
    case p256 = "ecdsa-sha2-nistp256"
    case p384 = "ecdsa-sha2-nistp384"
    case p521 = "ecdsa-sha2-nistp521"
    case rsa = "ssh-rsa"
    case securityKeyEd25519 = "sk-ssh-ed25519@openssh.com"
    case securityKeyP256 = "sk-ecdsa-sha2-nistp256@openssh.com"

    /// The curve's name in the key and the length of an uncompressed point in bytes; nil if there is no such curve.
    fileprivate var curve: (name: String, pointSizeInBytes: Int)? {
      switch self {
      case .p256, .securityKeyP256: ("nistp256", 1 + 2 * 32)
      case .p384: ("nistp384", 1 + 2 * 48)
      case .p521: ("nistp521", 1 + 2 * 66)
      case .ed25519, .rsa, .securityKeyEd25519: nil
      }
    }

    fileprivate var isSecurityKey: Bool { self == .securityKeyEd25519 || self == .securityKeyP256 }
  }

  package let algorithm: Algorithm
  /// The key as it appears in signatures and after its type.
  package let bytes: [UInt8]
  /// The 32 bytes of an Ed25519 key, the point of an ECDSA key, the modulus of an RSA key.
  package let value: [UInt8]
  /// What a security key signs for, most often `ssh:`; empty for other keys.
  package let application: [UInt8]

  /// Bits that an RSA key must have: what NIST and GitHub ask for.
  private static let rsaBitsAtLeast = 2048
  private static let rsaBitsAtMost = 16384

  package init(_ bytes: [UInt8]) throws(SigningKeyProblem) {
    var reader = SSHFieldReader(bytes)
    guard let name = reader.name() else { throw .damaged }
    guard let algorithm = Algorithm(rawValue: name) else { throw .unknownAlgorithm(name) }
    let value: ArraySlice<UInt8>?
    if let curve = algorithm.curve {
      guard reader.name() == curve.name, let point = reader.string(), point.count == curve.pointSizeInBytes,
        point.first == 0x04
      else { throw .damaged }
      value = point
    } else if algorithm == .rsa {
      guard reader.magnitude()?.isEmpty == false, let modulus = reader.magnitude() else { throw .damaged }
      let bits = modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 0)
      guard bits <= Self.rsaBitsAtMost else { throw .damaged }
      guard bits >= Self.rsaBitsAtLeast else { throw .weak(bits: bits, atLeast: Self.rsaBitsAtLeast) }
      value = modulus
    } else {
      value = reader.bytes(4).flatMap { $0.elementsEqual([0, 0, 0, 32]) ? reader.bytes(32) : nil }
    }
    let application = algorithm.isSecurityKey ? reader.string() : []
    guard let value, let application, reader.isAtEnd else { throw .damaged }
    self.algorithm = algorithm
    self.bytes = bytes
    self.value = Array(value)
    self.application = Array(application)
  }

  /// Reads `TYPE BASE64 [COMMENT]`, as ssh-keygen writes it into a `.pub` file.
  ///
  /// Source: sshd(8), "AUTHORIZED_KEYS FILE FORMAT".
  package init(line: String) throws(SigningKeyProblem) {
    let parts = line.utf8.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
    let type = String(parts.first.map(Substring.init) ?? "")
    guard !type.isEmpty else { throw .withoutType }
    guard Algorithm(rawValue: type) != nil else { throw .unknownAlgorithm(type) }
    guard parts.count >= 2, let bytes = Base64.decode(parts[1]) else { throw .notBase64 }
    try self.init(bytes)
    guard algorithm.rawValue == type else { throw .otherAlgorithm(outside: type, inside: algorithm.rawValue) }
    guard parts.count < 3 || parts[2].allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else { throw .commentUnprintable }
  }
}
