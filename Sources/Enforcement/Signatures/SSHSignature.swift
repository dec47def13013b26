package import Manifests

/// An SSH signature as it appears in a commit.
///
///     -----BEGIN SSH SIGNATURE-----
///     U1NIU0lHAAAAAQ…                     Base64, broken into lines anywhere
///     -----END SSH SIGNATURE-----
///
///     byte[6] "SSHSIG"
///     uint32  version (1)
///     string  public key
///     string  namespace                   `git`
///     string  reserved                    not looked at
///     string  hash algorithm              `sha256` or `sha512`
///     string  signature                   string algorithm, string bytes, and more for security keys
///
/// Source: OpenSSH's PROTOCOL.sshsig; `sshsig.c` for what is let through.
package struct SSHSignature: Hashable, Sendable {
  package enum Hash: String, Sendable, CaseIterable {
    case sha256, sha512
  }

  package let key: SSHPublicKey
  package let namespace: [UInt8]
  package let hash: Hash
  /// The name of the signature's own algorithm, such as `rsa-sha2-512`.
  package let algorithm: String
  /// What follows that name.
  package let value: [UInt8]

  package static let begin = Array("-----BEGIN SSH SIGNATURE-----".utf8)
  private static let end = Array("\n-----END SSH SIGNATURE-----".utf8)
  private static let magic = Array("SSHSIG".utf8)
  private static let version = 1
  /// The largest that a commit's header may hold: an RSA key of 16384 bits makes one of 6 KiB.
  private static let sizeLimitInBytes = 64 * 1024

  /// Reads an armored signature. What follows the last line is nobody's, as to ssh-keygen.
  package init(armored text: [UInt8]) throws(SignatureProblem) {
    guard text.count <= Self.sizeLimitInBytes else { throw .malformed("it is larger than 64 KiB") }
    guard text.starts(with: Self.begin) else { throw .malformed("its first line is missing") }
    var body = text.dropFirst(Self.begin.count)
    guard body.first == 0x0a else { throw .malformed("its first line does not end") }
    body.removeFirst()
    // The line end before the last line belongs to it.
    guard let end = Self.start(of: Self.end, in: body) else { throw .malformed("its last line is missing") }
    guard let bytes = Base64.decode(body[..<end], ignoresSpace: true) else { throw .malformed("it is not Base64") }
    try self.init(bytes)
  }

  package init(_ bytes: [UInt8]) throws(SignatureProblem) {
    var reader = SSHFieldReader(bytes)
    guard reader.bytes(Self.magic.count)?.elementsEqual(Self.magic) == true else {
      throw .malformed("it does not start with SSHSIG")
    }
    guard let version = reader.uint32(), version <= Self.version else { throw .malformed("its version is unknown") }
    guard let keyBytes = reader.string(), let namespace = reader.string(), reader.string() != nil,
      let hashName = reader.name(), let signature = reader.string()
    else { throw .malformed("it ends early") }
    guard reader.isAtEnd else { throw .malformed("something follows it") }
    guard let hash = Hash(rawValue: hashName) else { throw .malformed("its hash is neither sha256 nor sha512") }
    do throws(SigningKeyProblem) {
      key = try SSHPublicKey(Array(keyBytes))
    } catch {
      throw .malformed("its key \(error)")
    }
    var inner = SSHFieldReader(signature)
    guard let algorithm = inner.name() else { throw .malformed("its algorithm is missing") }
    self.namespace = Array(namespace)
    self.hash = hash
    self.algorithm = algorithm
    value = Array(signature.dropFirst(4 + algorithm.utf8.count))
  }

  private static func start(of pattern: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
    guard text.count >= pattern.count else { return nil }
    return (text.startIndex...(text.endIndex - pattern.count)).first { text[$0...].starts(with: pattern) }
  }
}

/// Why a signature counts for nothing, in words that follow "the signature".
package enum SignatureProblem: Error, Hashable, CustomStringConvertible {
  case malformed(String)
  case mismatch
  case namespace(String)
  case unsupported(String)
  case revokedOrExpired(String)

  package var description: String {
    switch self {
    case .malformed(let what): "is malformed: \(what)"
    case .mismatch: "does not match the commit, which was changed after it was signed"
    case .namespace(let name): "was made for '\(name.prefix(80))', not for git"
    case .unsupported(let what): "is of a kind that cannot be checked here: \(what)"
    case .revokedOrExpired(let what): what
    }
  }
}
