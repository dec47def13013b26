import Access
import Crypto
import CryptoExtras
import Foundation
import OIDC

/// A key of an issuer that a test plays. Tokens are made by swift-crypto, and not by the library that checks them.
struct TestKey: Sendable {
  enum Kind { case rsa, ec }

  let id: String
  private let rsa: _RSA.Signing.PrivateKey?
  private let ec: P256.Signing.PrivateKey?

  init(_ kind: Kind, id: String) throws {
    self.id = id
    rsa = kind == .rsa ? try _RSA.Signing.PrivateKey(keySize: .bits2048) : nil
    ec = kind == .ec ? P256.Signing.PrivateKey() : nil
  }

  var algorithm: String { rsa == nil ? "ES256" : "RS256" }

  /// As the issuer publishes it.
  ///
  /// - Parameter more: members beside the usual ones, or in place of them.
  func published(_ more: [String: String] = [:]) throws -> [String: String] {
    var fields = ["kid": id, "use": "sig", "alg": algorithm]
    if let rsa {
      let numbers = try rsa.publicKey.getKeyPrimitives()
      fields["kty"] = "RSA"
      fields["n"] = Base64URL.encode(Array(numbers.modulus))
      fields["e"] = Base64URL.encode(Array(numbers.publicExponent))
    } else if let ec {
      let bytes = Array(ec.publicKey.rawRepresentation)
      (fields["kty"], fields["crv"]) = ("EC", "P-256")
      (fields["x"], fields["y"]) = (Base64URL.encode(bytes.prefix(32)), Base64URL.encode(bytes.suffix(32)))
    }
    return fields.merging(more) { $1 }
  }

  /// The public key as text, which a careless reader may take for a shared secret.
  var pem: String { rsa?.publicKey.pemRepresentation ?? ec?.publicKey.pemRepresentation ?? "" }

  func signature(of text: String) throws -> [UInt8] {
    let bytes = Array(text.utf8)
    if let rsa {
      return Array(try rsa.signature(for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5).rawRepresentation)
    }
    return try ec.map { Array(try $0.signature(for: bytes).rawRepresentation) } ?? []
  }

  /// A token of some claims.
  ///
  /// - Parameter header: members in place of the usual ones; nil to leave one out.
  func token(_ claims: [String: Any], header: [String: Any?] = [:]) throws -> String {
    var head: [String: Any] = ["alg": algorithm, "kid": id, "typ": "JWT"]
    for (name, value) in header { head[name] = value }
    for (name, value) in header where value == nil { head[name] = nil }
    let text = try TestToken.part(head) + "." + TestToken.part(claims)
    return try text + "." + Base64URL.encode(signature(of: text))
  }
}

/// Parts of tokens, good and bad.
enum TestToken {
  static func part(_ object: [String: Any]) throws -> String {
    Base64URL.encode(Array(try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])))
  }

  /// Signed with a secret that both sides know.
  static func shared(_ claims: [String: Any], header: [String: Any], secret: [UInt8]) throws -> String {
    let text = try part(header) + "." + part(claims)
    let code = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: secret))
    return text + "." + Base64URL.encode(Array(code))
  }
}
