/// Reads a filter by recursive descent.
///
///     or    = and *("or" and)
///     and   = not *(["and"] not)
///     not   = "not" not | primary
///     primary = "(" or ")" | "has" FIELD | FIELD OPERATOR VALUE | WORD
struct FilterParser {
  let text: String
  let scope: SearchScope
  private var tokens: [FilterToken]
  private(set) var index = 0
  private var depth = 0

  init(_ text: String, in scope: SearchScope) throws(FilterError) {
    self.text = text
    self.scope = scope
    tokens = try FilterLexer.tokens(of: text)
  }

  mutating func filter() throws(FilterError) -> Filter {
    guard current.kind != .end else { return .everything }
    let filter = try disjunction()
    guard current.kind == .end else {
      throw error("')' closes nothing", help: "leave it out, or write '(' before", at: current.bytes)
    }
    return filter
  }

  // MARK: Tokens

  var current: FilterToken { tokens[index] }

  /// The token so many places on; the end if there are fewer.
  func peek(_ distance: Int) -> FilterToken { tokens[min(index + distance, tokens.count - 1)] }

  /// The place of the token that was gone past.
  var lastBytes: Range<Int> { tokens[max(0, index - 1)].bytes }

  /// Goes past a token.
  mutating func advance(_ count: Int = 1) { index = min(index + count, tokens.count - 1) }

  /// Takes the sign off the front of a sort key.
  mutating func dropMinus() {
    let token = current
    guard token.text.utf8.count > 1 else { return advance() }
    tokens[index] = FilterToken(
      kind: .word, text: String(Substring(token.text.utf8.dropFirst())),
      bytes: token.bytes.lowerBound + 1..<token.bytes.upperBound, isGlued: false)
  }

  func error(_ message: String, help: String? = nil, at bytes: Range<Int>) -> FilterError {
    FilterError(message, help: help, in: text, at: bytes)
  }

  // MARK: Connectives

  private mutating func disjunction() throws(FilterError) -> Filter {
    var parts = [try conjunction()]
    while current.keyword == "or" {
      try refuseInMLflow("OR")
      advance()
      parts.append(try conjunction())
    }
    return Filter.any(parts)
  }

  private mutating func conjunction() throws(FilterError) -> Filter {
    var parts = [try negation()]
    while true {
      if current.keyword == "and" {
        advance()
      } else if current.kind == .end || current.keyword == "or" || current.isSign(")") {
        return Filter.all(parts)
      }
      parts.append(try negation())
    }
  }

  private mutating func negation() throws(FilterError) -> Filter {
    guard current.keyword == "not" else { return try primary() }
    try refuseInMLflow("NOT")
    let start = current.bytes
    advance()
    return .not(try nested(at: start) { parser throws(FilterError) in try parser.negation() })
  }

  private mutating func primary() throws(FilterError) -> Filter {
    guard current.isSign("(") else { return try term() }
    try refuseInMLflow("brackets")
    let start = current.bytes
    advance()
    if current.isSign(")") {
      throw error("nothing is in the brackets", help: "leave them out", at: start.lowerBound..<current.bytes.upperBound)
    }
    let filter = try nested(at: start) { parser throws(FilterError) in try parser.disjunction() }
    guard current.isSign(")") else {
      throw error("'(' is not closed", help: "write ')' where the group ends", at: start)
    }
    advance()
    return filter
  }

  /// One level deeper, up to a bound that keeps the stack small.
  private mutating func nested(
    at bytes: Range<Int>, _ body: (inout FilterParser) throws(FilterError) -> Filter
  ) throws(FilterError) -> Filter {
    guard depth < Filter.depthLimit else {
      throw error(
        "brackets and NOT are nested more than \(Filter.depthLimit) deep", help: "ask for less at once", at: bytes)
    }
    depth += 1
    defer { depth -= 1 }
    return try body(&self)
  }

  private func refuseInMLflow(_ what: String) throws(FilterError) {
    guard scope.mlflow != nil else { return }
    throw error("MLflow's filters have no \(what)", help: "join conditions by AND", at: current.bytes)
  }
}
