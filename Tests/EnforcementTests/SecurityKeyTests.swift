import Crypto
import Enforcement
import Foundation
import Manifests
import TestSupport
import Testing

/// Signatures by FIDO security keys, made here byte by byte, since no test machine has such a key: ssh-keygen is the judge.
struct SecurityKeyTests {
  /// A key that signs what a security key would be asked to.
  private struct Key {
    let algorithm: String
    let publicKey: [UInt8]
    let sign: ([UInt8]) throws -> [UInt8]
    let application = Array("ssh:".utf8)

    static func ed25519() -> Key {
      let key = Curve25519.Signing.PrivateKey()
      var wire = SSHFieldWriter()
      wire.append(string: Array("sk-ssh-ed25519@openssh.com".utf8))
      wire.append(string: Array(key.publicKey.rawRepresentation))
      wire.append(string: Array("ssh:".utf8))
      return Key(algorithm: "sk-ssh-ed25519@openssh.com", publicKey: wire.bytes) { Array(try key.signature(for: $0)) }
    }

    static func p256() -> Key {
      let key = P256.Signing.PrivateKey()
      var wire = SSHFieldWriter()
      wire.append(string: Array("sk-ecdsa-sha2-nistp256@openssh.com".utf8))
      wire.append(string: Array("nistp256".utf8))
      wire.append(string: Array(key.publicKey.x963Representation))
      wire.append(string: Array("ssh:".utf8))
      return Key(algorithm: "sk-ecdsa-sha2-nistp256@openssh.com", publicKey: wire.bytes) { message in
        let raw = Array(try key.signature(for: message).rawRepresentation)
        var numbers = SSHFieldWriter()
        for half in [raw[..<32], raw[32...]] {
          let digits = half.drop { $0 == 0 }
          numbers.append(string: (digits.first ?? 0) >= 0x80 ? [0] + digits : Array(digits))
        }
        return numbers.bytes
      }
    }

    /// An armored signature of a payload.
    func signature(of payload: [UInt8], flags: UInt8 = 1, namespace: String = "git", extra: [UInt8] = []) throws
      -> String
    {
      var message = SSHFieldWriter()
      message.append(raw: "SSHSIG".utf8)
      message.append(string: Array(namespace.utf8))
      message.append(string: [])
      message.append(string: Array("sha512".utf8))
      message.append(string: Array(SHA512.hash(data: payload)))
      let counter: [UInt8] = [flags, 0, 0, 0, 7]
      let signed = Array(SHA256.hash(data: application)) + counter + Array(SHA256.hash(data: message.bytes))
      var inner = SSHFieldWriter()
      inner.append(string: Array(algorithm.utf8))
      inner.append(string: try sign(signed))
      inner.append(raw: counter + extra)
      var blob = SSHFieldWriter()
      blob.append(raw: Array("SSHSIG".utf8) + [0, 0, 0, 1])
      for field in [publicKey, Array(namespace.utf8), [], Array("sha512".utf8), inner.bytes] {
        blob.append(string: field)
      }
      let text = Data(blob.bytes).base64EncodedString(options: .lineLength64Characters)
      return "-----BEGIN SSH SIGNATURE-----\n\(text)\n-----END SSH SIGNATURE-----\n"
    }
  }

  static let cases: [(name: String, flags: UInt8, namespace: String, extra: [UInt8], isTampered: Bool)] = [
    ("touched", 1, "git", [], false),
    // Whether somebody must have touched the key is not for signatures of commits to say: ssh-keygen does not ask either.
    ("not touched", 0, "git", [], false),
    ("for another namespace", 1, "file", [], false),
    ("with a byte behind the counter", 1, "git", [0], false),
    ("of another payload", 1, "git", [], true),
  ]

  @Test("gets the verdict of ssh-keygen", arguments: cases)
  func agrees(_ row: (name: String, flags: UInt8, namespace: String, extra: [UInt8], isTampered: Bool)) throws {
    for key in [Key.ed25519(), Key.p256()] {
      let sandbox = try GitSandbox()
      let line = "\(key.algorithm) \(Data(key.publicKey).base64EncodedString())"
      let payload = Array("tree 0123\n\nmessage\n".utf8)
      let text = try key.signature(of: payload, flags: row.flags, namespace: row.namespace, extra: row.extra)
      let shown = row.isTampered ? payload + [0x0a] : payload
      try sandbox.write("signer \(line)\n", to: "allowed")
      try sandbox.write(text, to: "signature")
      try sandbox.write(Data(shown), to: "payload")
      let judge = "ssh-keygen -Y verify -f allowed -I signer -n git -s signature < payload"
      let status = try sandbox.run("sh", ["-c", judge]).status
      let signature = try SSHSignature(armored: Array(text.utf8))
      let isGood = signature.namespace == SSHSignature.gitNamespace && signature.verifies(shown)
      #expect(isGood == (status == 0), "\(key.algorithm) \(row.name)")
      #expect(isGood == ["touched", "not touched"].contains(row.name), "\(key.algorithm) \(row.name)")
      #expect(try SigningKey(line).fingerprint == signature.key.fingerprint)
    }
  }
}
