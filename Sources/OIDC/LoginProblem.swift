import Diagnostics

/// Why somebody could not sign in.
package enum LoginProblem: Error, CustomStringConvertible {
  case provider(String)
  /// What it sent is not an answer to what was asked.
  case refused(TokenProblem)
  /// The provider gives nothing for the code: it was used already, is too old, or was made for another browser.
  case code
  case noClaim(String)
  case unverified(String)
  case noName(String)
  /// Known to the provider, and not a member.
  case stranger(String)

  /// Of the answer: 502 if the provider is to blame, and it may be better in a while.
  package var status: Int { if case .provider = self { 502 } else { 403 } }

  package var description: String {
    switch self {
    case .provider(let reason): "the provider cannot be used: \(reason)"
    case .refused(let problem): "what the provider sent is refused: \(problem)"
    case .code: "the provider does not take the code any more; start again at /-/login"
    case .noClaim(let claim): "the provider does not say your '\(EscapedText.line(claim))'"
    case .unverified(let address): "the provider has not verified your address '\(EscapedText.line(address))'"
    case .noName(let name): "'\(EscapedText.line(name))' is not a member's name"
    case .stranger(let claim): "no member has the address or name '\(EscapedText.line(claim))'; ask an admin to add you"
    }
  }
}
