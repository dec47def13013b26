import Diagnostics

/// Why a token lets nobody in, in words for the server's log: whoever sent it is told nothing.
package enum TokenProblem: Error, Hashable, Sendable, CustomStringConvertible {
  case malformed(String)
  /// No `--oidc-issuer` is spelt like that.
  case unknownIssuer(String)
  /// Neither RS256 nor ES256, or not that of the key.
  case algorithm(String)
  /// The issuer publishes no such key, or it could not be asked.
  case unknownKey(String, of: String)
  case signature
  case expired
  case notYet
  /// It was made for somebody else.
  case audience
  /// It answers another request than the one that was made.
  case nonce

  package var description: String {
    switch self {
    case .malformed(let what): "the token \(what)"
    case .unknownIssuer(let issuer):
      "the token is of issuer '\(EscapedText.line(issuer))', which no --oidc-issuer names"
    case .algorithm(let name): "the token is signed by '\(EscapedText.line(name))', which its key is not for"
    case .unknownKey(let id, let issuer):
      "issuer '\(issuer)' publishes no key '\(EscapedText.line(id))' that can be used"
    case .signature: "the token's signature is not of the key that it names"
    case .expired: "the token has expired"
    case .notYet: "the token is not good yet"
    case .audience: "the token is for another audience"
    case .nonce: "the token answers another request"
    }
  }
}
