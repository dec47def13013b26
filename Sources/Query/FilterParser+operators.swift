extension FilterParser {
  /// Goes past the operator behind a name; nil if there is none, so that the name is a word.
  ///
  /// Signs are always operators. Words are if the name is a field, or if what follows leaves no doubt; otherwise
  /// they are words like the name.
  mutating func takeOperator(after name: FilterName, isField: Bool) throws(FilterError) -> FilterOperator? {
    let start = current.bytes
    if current.kind == .sign {
      guard !current.isSign("("), !current.isSign(")"), !current.isSign(",") else { return nil }
      guard let known = FilterOperator.relations[current.text] else { throw foreignSign() }
      advance()
      return FilterOperator(meaning: .relation(known.relation), isNegated: known.isNegated, bytes: start)
    }
    guard let word = current.keyword else { return nil }
    let isNegated = word == "not"
    switch isNegated ? peek(1).keyword : word {
    case "like", "ilike":
      let place = isNegated ? 1 : 0
      guard isField || Self.isQuoted(peek(place + 1)) else { return nil }
      let meaning = FilterOperator.Meaning.like(isCaseSensitive: peek(place).keyword == "like")
      return taken(place + 1, meaning, isNegated: isNegated, from: start)
    case "in":
      let place = isNegated ? 1 : 0
      guard isField || peek(place + 1).isSign("(") else { return nil }
      return taken(place + 1, .list, isNegated: isNegated, from: start)
    case "is" where !isNegated:
      if peek(1).keyword == "null" { return taken(2, .null, isNegated: false, from: start) }
      if peek(1).keyword == "not", peek(2).keyword == "null" { return taken(3, .null, isNegated: true, from: start) }
      guard isFact(name) || isField && Self.isQuoted(peek(1)) else { return nil }
      throw error("IS is for NULL and NOT NULL only", help: "write '=' to compare", at: start)
    default:
      guard let meant = FilterOperator.foreignWords[word] else { return nil }
      let isSign = !word.utf8.contains { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }
      guard isSign || isFact(name) || isField && Self.isQuoted(peek(1)) else { return nil }
      throw error("'\(current.text)' is not an operator", help: "write \(meant)", at: start)
    }
  }

  private mutating func taken(
    _ count: Int, _ meaning: FilterOperator.Meaning, isNegated: Bool, from start: Range<Int>
  ) -> FilterOperator {
    let bytes = start.lowerBound..<peek(count - 1).bytes.upperBound
    advance(count)
    return FilterOperator(meaning: meaning, isNegated: isNegated, bytes: bytes)
  }

  private func foreignSign() -> FilterError {
    let help = FilterOperator.foreignSigns[current.text].map { "did you mean '\($0)'?" }
    return error(
      "'\(current.text)' is not an operator", help: help ?? "use one of: =, !=, <, <=, >, >=", at: current.bytes)
  }

  private static func isQuoted(_ token: FilterToken) -> Bool {
    if case .quoted = token.kind { return true }
    return false
  }

  /// True if a condition begins so many tokens on: a name with an operator behind it.
  func startsCondition() -> Bool {
    guard let name = peekedName else { return false }
    let behind = peek(name.pieces.count)
    if behind.kind == .sign { return !behind.isSign("(") && !behind.isSign(")") && !behind.isSign(",") }
    return ["like", "ilike", "in", "is", "not"].contains(behind.keyword)
  }
}
