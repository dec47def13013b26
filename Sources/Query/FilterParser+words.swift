extension FilterParser {
  /// A name without an operator behind it.
  func word(_ name: FilterName) throws(FilterError) -> Filter {
    guard scope.mlflow == nil else { throw noOperator(name) }
    guard let piece = name.single else {
      guard !isFact(name) else { throw noOperator(name) }
      throw error(
        "a quote begins in the middle of a word", help: "put a space before it, or quotes around the whole",
        at: name.bytes)
    }
    try refuse(piece.text.isEmpty, "the text is empty", help: "leave it out", at: piece.bytes)
    try refuse(
      piece.text.utf8.count > LikePattern.limitInBytes, "a word has at most \(LikePattern.limitInBytes) bytes",
      help: nil,
      at: piece.bytes)
    if piece.isBacktick {
      throw error(
        "backticks are for the keys of fields", help: "write \"\(piece.text)\" to search for it", at: piece.bytes)
    }
    if piece.kind == .word { try refuseOtherLanguages(name, piece.text) }
    return .word(piece.text)
  }

  private func noOperator(_ name: FilterName) -> FilterError {
    error(
      "an operator is missing after '\(name.text)'",
      help: "write for example \(scope.mlflow == nil ? "has \(name.text), or " : "")\(name.text) = 'text'",
      at: name.bytes)
  }

  /// Bare words that mean something to other searches, and would find nothing here.
  private func refuseOtherLanguages(_ name: FilterName, _ word: String) throws(FilterError) {
    if isFact(name), !word.utf8.contains(UInt8(ascii: ":")) {
      guard try field(name) != nil else { throw unknownField(name) }
      throw noOperator(name)
    }
    if let colon = word.utf8.firstIndex(of: UInt8(ascii: ":")) {
      let key = FilterName(pieces: [piece(name, upTo: colon, of: word)])
      if try field(key) != nil {
        throw error("':' is not an operator", help: "write \(key.text) = VALUE", at: name.bytes)
      }
    }
    let rest = String(word.dropFirst())
    switch word.unicodeScalars.first {
    case "-":
      throw error("'-' does not leave out a word", help: "write NOT \(rest.isEmpty ? "WORD" : rest)", at: name.bytes)
    case "+":
      throw error(
        "'+' is not needed", help: "write \(rest.isEmpty ? "WORD" : rest): all words must be found", at: name.bytes)
    case ";": throw error("';' is not an operator", help: "join conditions by AND", at: name.bytes)
    default: break
    }
    if word.utf8.last == UInt8(ascii: ";") {
      throw error(
        "';' is not an operator", help: "join conditions by AND", at: name.bytes.upperBound - 1..<name.bytes.upperBound)
    }
    if word.utf8.first == UInt8(ascii: "*") || word.utf8.last == UInt8(ascii: "*") {
      throw error("'*' is not needed", help: "a word is found anywhere in a text", at: name.bytes)
    }
    try refuseCurlyQuote(word, at: name.bytes)
  }

  private func piece(_ name: FilterName, upTo colon: String.Index, of word: String) -> FilterToken {
    let text = String(word[..<colon])
    let start = name.bytes.lowerBound
    return FilterToken(kind: .word, text: text, bytes: start..<start + text.utf8.count, isGlued: false)
  }

  /// Quotes as word processors write them.
  func refuseCurlyQuote(_ word: String, at bytes: Range<Int>) throws(FilterError) {
    let quotes: Set<Unicode.Scalar> = ["\u{2018}", "\u{2019}", "\u{201a}", "\u{201c}", "\u{201d}", "\u{201e}"]
    guard let first = word.unicodeScalars.first, quotes.contains(first) else { return }
    throw error("\(first) is not a quote here", help: "write a straight one: '", at: bytes)
  }
}
