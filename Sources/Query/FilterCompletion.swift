/// How a filter that is not finished may go on, by what was typed so far.
package struct FilterCompletion: Hashable {
  package enum Expected: Hashable {
    case field
    case relation(Field)
    case value(Field)
    /// `and`, `or`.
    case connective
  }

  package let expected: Expected
  /// What is before the last word, with the quote that the word begins with.
  package let head: String
  /// The last word so far.
  package let word: String
  /// What closes the last word: its quote, or nothing.
  package let quote: String

  /// Nil if nothing can be said: within a pattern or a key in backticks, directly behind a quoted text, after a mistake.
  package init?(_ text: String, in scope: SearchScope) {
    var tokens: [FilterToken]
    // Where the last word begins, and how much of that is its quote.
    var (start, quoteLength) = (text.utf8.count, 0)
    do throws(FilterError) {
      tokens = try FilterLexer.tokens(of: text).dropLast()
      if let last = tokens.last, last.bytes.upperBound == start, last.kind != .sign {
        guard last.kind == .word, let name = tokens.lastName else { return nil }
        start = tokens[name].bytes.lowerBound
        tokens.removeSubrange(name...)
      }
    } catch {
      // A quote is not closed yet.
      (start, quoteLength) = (error.bytes.lowerBound, 1)
      guard let before = try? FilterLexer.tokens(of: String(text.utf8.prefix(start)) ?? "") else { return nil }
      tokens = before.dropLast()
    }
    quote = String(text.utf8.dropFirst(start).prefix(quoteLength)) ?? ""
    head = String(text.utf8.prefix(start + quoteLength)) ?? ""
    word = String(text.utf8.dropFirst(start + quoteLength)) ?? ""
    guard let expected = Self.expected(after: tokens, of: text, in: scope) else { return nil }
    if quoteLength > 0 {
      guard case .value = expected, quote != "`" else { return nil }
    }
    self.expected = expected
  }

  private static func expected(
    after tokens: [FilterToken], of text: String, in scope: SearchScope
  ) -> Expected? {
    /// The field whose name ends before a token.
    func field(before index: Int) -> Field? {
      guard let name = tokens[..<index].lastName else { return nil }
      let bytes = tokens[name].bytes.lowerBound..<tokens[index - 1].bytes.upperBound
      let written = String(text.utf8.dropFirst(bytes.lowerBound).prefix(bytes.count)) ?? ""
      return try? FieldList.fields(written, in: scope).first
    }
    guard let last = tokens.last else { return .field }
    if last.kind == .sign {
      if FilterOperator.relations[last.text] != nil { return field(before: tokens.count - 1).map { .value($0) } }
      guard last.text != ")" else { return .connective }
      guard let open = tokens.lastIndex(where: { $0.isSign("(") }) else { return nil }
      guard open > 0, tokens[open - 1].keyword == "in" else { return last.text == "(" ? .field : nil }
      let isNegated = open > 1 && tokens[open - 2].keyword == "not"
      return field(before: open - (isNegated ? 2 : 1)).map { .value($0) }
    }
    switch last.keyword {
    case "and", "or", "not", "has": return .field
    case "like", "ilike", "in", "is": return nil
    default: break
    }
    guard let name = tokens.lastName else { return nil }
    let before = name > 0 ? tokens[name - 1] : nil
    let isOperand = before.map { $0.kind == .sign && FilterOperator.relations[$0.text] != nil } ?? false
    if isOperand || ["like", "ilike", "has", "is"].contains(before?.keyword) { return .connective }
    return field(before: tokens.count).map { .relation($0) } ?? .connective
  }
}

extension RandomAccessCollection<FilterToken> where Index == Int {
  /// Where the name that is last begins: words and quoted texts with nothing between them. Nil if a sign is last.
  fileprivate var lastName: Int? {
    guard let last, last.kind != .sign else { return nil }
    var start = endIndex - 1
    while start > startIndex, self[start].isGlued, self[start - 1].kind != .sign { start -= 1 }
    return start
  }
}

extension SearchScope {
  /// The operators that are usual with a field. What goes on behind them is there with and without more, since a shell ends a word that
  /// has only one way to go on.
  package func relations(of field: Field) -> [String] {
    switch kind(of: field) {
    case .number, .time, .version: ["=", "!=", "<", "<=", ">", ">="]
    case .text, .loose: ["=", "!=", "in (", "in ('", "like '", "like '%"]
    case .digest: ["=", "like '", "like 'sha256:"]
    case .oneOf: ["=", "!="]
    }
  }
}
