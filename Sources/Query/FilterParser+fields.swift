extension FilterParser {
  /// The pieces of a name that begins here; nil if something else does.
  mutating func name() -> FilterName? {
    guard let name = peekedName else { return nil }
    advance(name.pieces.count)
    return name
  }

  /// The same, without going past it.
  var peekedName: FilterName? {
    var pieces: [FilterToken] = []
    while true {
      let token = peek(pieces.count)
      guard token.kind != .end, token.kind != .sign, pieces.isEmpty || token.isGlued else { break }
      pieces.append(token)
    }
    return pieces.isEmpty ? nil : FilterName(pieces: pieces)
  }

  /// The field of a name; nil if rows here do not have it.
  ///
  /// - Throws: what is wrong with a key, if the word before it says that it is one.
  func field(_ name: FilterName, for use: FieldName.Use = .filter) throws(FilterError) -> Field? {
    guard let (word, key) = name.dotted else {
      guard let piece = name.single, piece.kind != .quoted(by: UInt8(ascii: "'")) else { return nil }
      return scope.attribute(piece.text, for: use).map { .attribute($0) }
    }
    if let facts = scope.facts(word), scope.facts(for: use).contains(facts) {
      return facts.field(try self.key(key, of: name))
    }
    if Self.attributeWords.contains(word) || word == "trace" && scope == .mlflowTraces {
      return scope.attribute(try self.key(key, of: name), for: use).map { .attribute($0) }
    }
    if word == "dataset" || word == "datasets" {
      return scope.attribute("dataset." + (try self.key(key, of: name)), for: use).map { .attribute($0) }
    }
    return name.bare.flatMap { scope.attribute($0, for: use) }.map { .attribute($0) }
  }

  /// MLflow's words for "no map of facts".
  private static let attributeWords = ["attribute", "attributes", "attr", "run"]

  /// True if a name can only mean a field: it has the word of a map before its first dot.
  func isFact(_ name: FilterName) -> Bool {
    name.dotted.flatMap { scope.facts($0.word) } != nil
  }

  private func key(_ pieces: [FilterToken], of name: FilterName) throws(FilterError) -> String {
    guard let piece = pieces.first, !piece.text.isEmpty else {
      throw error(
        "a key is missing after '\(name.text)'", help: "write \(name.dotted?.word ?? "").KEY",
        at: name.bytes)
    }
    guard pieces.count == 1 else {
      throw error(
        "a key is either bare or quoted as a whole", help: "put all of it in backticks",
        at: piece.bytes.lowerBound..<name.bytes.upperBound)
    }
    return piece.text
  }

  func unknownField(_ name: FilterName, for use: FieldName.Use = .filter) -> FilterError {
    if name.single?.kind == .quoted(by: UInt8(ascii: "'")) {
      return error("'\(name.text)' is a text, not a field", help: "leave out the apostrophes", at: name.bytes)
    }
    let facts = name.dotted.flatMap { Field.Facts($0.word) }
    if let facts, !scope.facts(for: use).contains(facts), scope.facts.contains(facts) {
      return error(
        "\(scope.rows) are not sorted by \(facts.rawValue)", help: "use one of: \(scope.fieldList(for: use))",
        at: name.bytes)
    }
    if let facts, !scope.facts.contains(facts) {
      return error(
        "\(scope.rows) have no \(facts.rawValue)", help: "use one of: \(scope.fieldList(for: use))", at: name.bytes)
    }
    if scope.attribute(name.text, for: .both) != nil {
      return error(
        "'\(name.text)' is for \(use == .filter ? "order_by" : "filters") only",
        help: "use one of: \(scope.fieldList(for: use))",
        at: name.bytes)
    }
    return error(
      "'\(name.text)' is not a field of \(scope.rows)", help: scope.help(for: name.text, use: use), at: name.bytes)
  }
}
