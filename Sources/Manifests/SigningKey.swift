/// A public key that signs a member's commits: one of `signingKeys`.
package struct SigningKey: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case ssh(SSHPublicKey)
    case openPGP(OpenPGPPublicKey)
  }

  /// The key as the manifest has it, without the line end behind it.
  package let text: String
  package let kind: Kind

  /// Reads one line of an OpenSSH `.pub` file, or an armored OpenPGP public key.
  package init(_ text: String) throws(SigningKeyProblem) {
    let text = text.hasSuffix("\n") ? String(text.dropLast()) : text
    if text.hasPrefix("-----BEGIN OPENSSH PRIVATE KEY") || text.hasPrefix("-----BEGIN PGP PRIVATE KEY") {
      throw .secret
    }
    kind =
      text.hasPrefix(OpenPGPPublicKey.begin)
      ? .openPGP(try OpenPGPPublicKey(armored: text)) : .ssh(try SSHPublicKey(line: text))
    self.text = text
  }

  /// What identifies a key, whatever its comment says.
  package var identity: [UInt8] {
    switch kind {
    case .ssh(let key): key.bytes
    case .openPGP(let key): key.fingerprinted
    }
  }
}

/// Why a text is not a public key that signs commits, in words that follow "the key".
package enum SigningKeyProblem: Error, Hashable, CustomStringConvertible {
  case withoutType
  case unknownAlgorithm(String)
  case otherAlgorithm(outside: String, inside: String)
  case weak(bits: Int, atLeast: Int)
  case notBase64
  case notArmored
  case damaged
  case commentUnprintable
  case several
  case secret

  package var description: String {
    switch self {
    case .withoutType: "does not start with its type"
    case .unknownAlgorithm(let name):
      "is of the type '\(name.prefix(80))', which is not accepted for signing commits here"
    case .otherAlgorithm(let outside, let inside): "says '\(outside)' but is of the type '\(inside)'"
    case .weak(let bits, let least): "has \(bits) bits, but an RSA key needs \(least)"
    case .notBase64: "is not Base64"
    case .notArmored: "does not end like an OpenPGP public key block"
    case .damaged: "is damaged: its parts do not match"
    case .commentUnprintable: "has a comment with a control character"
    case .several: "holds several OpenPGP keys"
    case .secret: "is a private key"
    }
  }

  package var help: String {
    switch self {
    case .withoutType, .unknownAlgorithm, .otherAlgorithm, .notBase64, .damaged, .commentUnprintable:
      "paste the whole line of the .pub file, such as ssh-ed25519 AAAA…, or the output of gpg --armor --export"
    case .weak: "make a new key: ssh-keygen -t ed25519"
    case .notArmored: "paste the whole output of gpg --armor --export KEY"
    case .several: "write one key per entry: gpg --armor --export KEY"
    case .secret: "remove it, treat it as compromised, and make a new one; the public key is in the .pub file"
    }
  }
}
