extension FilterParser {
  /// What is behind a field and its operator.
  mutating func condition(
    _ field: Field, _ name: FilterName, _ sign: FilterOperator
  ) throws(FilterError) -> Filter {
    try refuseInMLflow(field, name, sign)
    let filter: Filter
    switch sign.meaning {
    case .null: filter = .not(.has(field))
    case .list: filter = .oneOf(field, try list(field, name, sign))
    case .like(let isCaseSensitive):
      filter = .like(field, LikePattern(try pattern(field, name, sign), isCaseSensitive: isCaseSensitive))
    case .relation(let relation):
      let operand = try operand(name, sign)
      filter = .comparison(field, relation, try value(operand, of: field, name, sign))
      try refuseTextOfSeveralWords(operand, of: field)
    }
    guard sign.isNegated else { return filter }
    if case .not(let opposite) = filter { return opposite }
    return .not(filter)
  }

  /// The value behind an operator, or in a list.
  private mutating func operand(_ name: FilterName, _ sign: FilterOperator) throws(FilterError) -> FilterName {
    let start = current.bytes
    let written = self.written(sign.bytes)
    switch current.keyword {
    case "null": throw error("NULL is not a value", help: "write \(name.text) IS NULL", at: start)
    case "not" where sign.meaning == .relation(.equal):
      throw error("a value is missing after '\(written)'", help: "write \(name.text) != VALUE", at: sign.bytes)
    case "and", "or", "not", "&&", "||":
      throw error(
        "a value is missing after '\(written)'", help: "write one; the word itself goes in quotes", at: sign.bytes)
    case "~", "=~":
      throw error(
        "'\(written)\(current.text)' is not an operator", help: "write LIKE '%text%'",
        at: sign.bytes.lowerBound..<start.upperBound)
    default: break
    }
    if current.isSign("(") {
      throw error("a list needs IN", help: "write \(name.text) IN ('one', 'two')", at: start)
    }
    guard let operand = self.name() else {
      throw error("a value is missing after '\(written)'", help: "write one, text in quotes", at: sign.bytes)
    }
    guard let piece = operand.single else {
      throw error("a quote begins in the middle of a value", help: "put quotes around the whole", at: operand.bytes)
    }
    if piece.isBacktick {
      throw error("backticks are for the keys of fields", help: "write '\(piece.text)'", at: operand.bytes)
    }
    try refuseCurlyQuote(piece.text, at: operand.bytes)
    if operand.bare != nil, isFact(operand) {
      throw error(
        "two fields cannot be compared", help: "write a value; if it is one, '\(piece.text)'", at: operand.bytes)
    }
    return operand
  }

  /// A part of the filter as it is written.
  func written(_ range: Range<Int>) -> String {
    let start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
    return String(text[start..<text.utf8.index(start, offsetBy: range.count)])
  }

  private mutating func list(
    _ field: Field, _ name: FilterName, _ sign: FilterOperator
  ) throws(FilterError) -> [FilterValue] {
    let written = self.written(sign.bytes)
    guard current.isSign("(") else {
      throw error(
        "'\(written)' needs a list in brackets", help: "write \(name.text) \(written) ('one', 'two')", at: sign.bytes)
    }
    let start = current.bytes
    advance()
    var values: [FilterValue] = []
    // A comma before the bracket is how Python writes a list of one.
    while !current.isSign(")") || values.isEmpty {
      if current.isSign(")") {
        throw error(
          "the list is empty", help: "write at least one value", at: start.lowerBound..<current.bytes.upperBound)
      }
      if current.kind == .end { throw error("the list is not closed", help: "write ')' where it ends", at: start) }
      if current.isSign(",") {
        throw error("a value is missing before ','", help: "write one, or leave ',' out", at: current.bytes)
      }
      if current.isSign("(") { throw error("a list has no brackets in it", help: "leave '(' out", at: current.bytes) }
      values.append(try value(try operand(name, sign), of: field, name, sign))
      if current.isSign(",") {
        advance()
      } else if !current.isSign(")") && current.kind != .end {
        throw error("a comma is missing before '\(current.text)'", help: "write ','", at: current.bytes)
      }
    }
    advance()
    return values
  }

  private mutating func pattern(
    _ field: Field, _ name: FilterName, _ sign: FilterOperator
  ) throws(FilterError) -> String {
    let written = self.written(sign.bytes)
    switch scope.kind(of: field) {
    case .number, .time:
      throw error(
        "'\(written)' compares texts, and \(name.text) is not one", help: "use one of: =, !=, <, <=, >, >=",
        at: sign.bytes)
    case .text, .version, .digest, .oneOf, .loose: break
    }
    let operand = try operand(name, sign)
    try refuseBareText(operand)
    guard operand.text.utf8.count <= LikePattern.limitInBytes else {
      throw error("a pattern has at most \(LikePattern.limitInBytes) bytes", at: operand.bytes)
    }
    return operand.text
  }

  /// `tags.task = text classification`: the second word is hardly meant to be searched for.
  private func refuseTextOfSeveralWords(_ operand: FilterName, of field: Field) throws(FilterError) {
    guard let bare = operand.bare, let next = current.keyword ?? (current.kind == .word ? current.text : nil) else {
      return
    }
    switch scope.kind(of: field) {
    case .text: break
    case .loose where Number(bare) == nil: break
    default: return
    }
    guard !["and", "or", "not", "has", "&&", "||"].contains(next), !startsCondition() else { return }
    throw error(
      "a text of several words needs quotes", help: "write '\(bare) \(current.text)'",
      at: operand.bytes.lowerBound..<current.bytes.upperBound)
  }
}
