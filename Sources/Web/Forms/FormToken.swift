import Access
import Endpoints

/// The token that every form carries: only a page that this server made for the same sign-in has one.
enum FormToken {
  static let name = "token"
  static let refusal =
    "this page was opened before the server was started anew, or by somebody else: look at it, and send it again"

  /// - Throws: ``RequestError`` for a form without one.
  /// - Returns: false for one that is not of this sign-in.
  static func isGood(_ fields: FormValues, _ seal: FormSeal, _ principal: Principal) throws(RequestError) -> Bool {
    guard fields.has(name) else {
      throw .malformed("the form has no token\nhelp: open its page, and send it from there")
    }
    return seal.accepts(fields[name], for: principal)
  }

  /// The field that carries it.
  static func write(_ h: inout HTML, _ context: PageContext) {
    guard let seal = context.seal else { return }
    h.void("input", .hiddenInput, .own("name", "token"), .value(seal.token(for: context.principal)))
  }
}
