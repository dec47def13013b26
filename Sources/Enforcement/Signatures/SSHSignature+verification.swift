import Crypto
import Manifests

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension SSHSignature {
  /// The namespace that git signs commits in.
  package static let gitNamespace = Array("git".utf8)

  /// True if the signature is one that this process can check; RSA is ``SSHKeygen``'s.
  var isCheckedHere: Bool { algorithm == key.algorithm.rawValue && key.algorithm != .rsa }

  /// True if the signature is the key's, of this payload in git's namespace.
  ///
  /// What is signed, all but the first being strings:
  ///
  ///     SSHSIG, namespace, reserved (empty), hash algorithm, hash of the payload
  ///
  /// Source: OpenSSH's PROTOCOL.sshsig, section 3.
  package func verifies(_ payload: [UInt8]) -> Bool {
    var message = SSHFieldWriter()
    message.append(raw: "SSHSIG".utf8)
    message.append(string: Self.gitNamespace)
    message.append(string: [])
    message.append(string: Array(hash.rawValue.utf8))
    message.append(
      string: hash == .sha256 ? Array(SHA256.hash(data: payload)) : Array(SHA512.hash(data: payload)))
    var reader = SSHFieldReader(value)
    guard let signature = reader.string() else { return false }
    switch key.algorithm {
    case .ed25519: return reader.isAtEnd && Self.isEd25519(signature, by: key, of: message.bytes)
    case .p256, .p384, .p521: return reader.isAtEnd && Self.isECDSA(signature, by: key, of: message.bytes)
    case .securityKeyEd25519, .securityKeyP256:
      guard let flagsAndCounter = reader.bytes(1 + 4), reader.isAtEnd else { return false }
      let signed = Self.signedBySecurityKey(message.bytes, application: key.application, flagsAndCounter)
      return key.algorithm == .securityKeyEd25519
        ? Self.isEd25519(signature, by: key, of: signed) : Self.isECDSA(signature, by: key, of: signed)
    case .rsa: return false
    }
  }

  /// What a FIDO security key signs: hash of the application, flags, counter, hash of the message.
  ///
  /// Source: OpenSSH's PROTOCOL.u2f, "SSH U2F signatures".
  private static func signedBySecurityKey(
    _ message: [UInt8], application: [UInt8], _ flagsAndCounter: ArraySlice<UInt8>
  ) -> [UInt8] {
    Array(SHA256.hash(data: application)) + flagsAndCounter + Array(SHA256.hash(data: message))
  }

  /// A key or a signature that swift-crypto cannot read verifies nothing; so below.
  private static func isEd25519(_ signature: ArraySlice<UInt8>, by key: SSHPublicKey, of message: [UInt8]) -> Bool {
    guard signature.count == 64, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key.value) else {
      return false
    }
    return key.isValidSignature(Array(signature), for: message)
  }

  /// Source: RFC 5656, section 3.1.2: mpint r, mpint s.
  private static func isECDSA(_ signature: ArraySlice<UInt8>, by key: SSHPublicKey, of message: [UInt8]) -> Bool {
    var reader = SSHFieldReader(signature)
    let size = (key.value.count - 1) / 2
    guard let r = reader.magnitude(), let s = reader.magnitude(), reader.isAtEnd, r.count <= size, s.count <= size
    else {
      return false
    }
    let zeros = { (number: ArraySlice<UInt8>) in [UInt8](repeating: 0, count: size - number.count) }
    let raw = zeros(r) + r + zeros(s) + s
    switch key.algorithm {
    case .p256, .securityKeyP256:
      guard let key = try? P256.Signing.PublicKey(x963Representation: key.value),
        let signature = try? P256.Signing.ECDSASignature(rawRepresentation: raw)
      else { return false }
      return key.isValidSignature(signature, for: message)
    case .p384:
      guard let key = try? P384.Signing.PublicKey(x963Representation: key.value),
        let signature = try? P384.Signing.ECDSASignature(rawRepresentation: raw)
      else { return false }
      return key.isValidSignature(signature, for: message)
    case .p521:
      guard let key = try? P521.Signing.PublicKey(x963Representation: key.value),
        let signature = try? P521.Signing.ECDSASignature(rawRepresentation: raw)
      else { return false }
      return key.isValidSignature(signature, for: message)
    case .ed25519, .securityKeyEd25519, .rsa: return false
    }
  }
}
