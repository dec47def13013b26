extension FilterParser {
  /// A condition or a word.
  mutating func term() throws(FilterError) -> Filter {
    try refuseSign()
    if current.keyword == "has", peek(1).kind != .sign || peek(1).isSign("(") { return try presence() }
    // Whatever is neither a sign nor the end is a name.
    guard let name = name() else { return .everything }
    if let word = name.bare { try refuseJoiner(word, at: name.bytes) }
    let field = try field(name)
    guard let sign = try takeOperator(after: name, isField: field != nil) else {
      return try word(name)
    }
    guard let field else { throw unknownLeftSide(name, sign) }
    return try condition(field, name, sign)
  }

  /// What cannot begin a term.
  private func refuseSign() throws(FilterError) {
    switch current.kind {
    case .end:
      let last = index == 0 ? current : peek(-1)
      throw error(
        "a condition is missing after '\(last.text)'", help: "write one, or leave '\(last.text)' out",
        at: last.bytes)
    case .sign where current.isSign(","):
      throw error(
        "',' is only for lists", help: "join conditions by AND; numbers have a point: 0.9", at: current.bytes)
    case .sign where current.isSign("!"):
      throw error("'!' is not an operator", help: "write NOT", at: current.bytes)
    case .sign where current.isSign(")"):
      throw error("a condition is missing before ')'", help: "write one", at: current.bytes)
    case .sign:
      throw error(
        "a field is missing before '\(current.text)'", help: "write FIELD \(current.text) VALUE", at: current.bytes)
    default: break
    }
    if let word = current.keyword, word == "and" || word == "or" {
      throw error(
        "a condition is missing before '\(current.text)'", help: "put the word in quotes if you search for it",
        at: current.bytes)
    }
  }

  private func refuseJoiner(_ word: String, at bytes: Range<Int>) throws(FilterError) {
    switch word {
    case "&&", "&": throw error("'\(word)' is not an operator", help: "write AND", at: bytes)
    case "||", "|": throw error("'\(word)' is not an operator", help: "write OR", at: bytes)
    default: break
    }
  }

  private mutating func presence() throws(FilterError) -> Filter {
    try refuse(scope.mlflow != nil, "MLflow's filters have no HAS", help: "write IS NOT NULL", at: current.bytes)
    let start = current.bytes
    advance()
    guard let name = name(), !["and", "or", "not"].contains(name.bare?.lowercased()) else {
      throw error("a field is missing after HAS", help: "write for example has metrics.accuracy", at: start)
    }
    guard let field = try field(name) else { throw unknownField(name) }
    return .has(field)
  }

  private func unknownLeftSide(_ name: FilterName, _ sign: FilterOperator) -> FilterError {
    if let bare = name.bare, Number(bare) != nil, case .relation(let relation) = sign.meaning, let right = peekedName,
      Number(right.text) == nil
    {
      let turned = sign.isNegated ? "!=" : relation.mirrored.rawValue
      return error(
        "'\(bare)' is not a field", help: "write the field first: \(right.text) \(turned) \(bare)", at: name.bytes)
    }
    return unknownField(name)
  }

  func refuse(
    _ isWrong: Bool, _ message: String, help: String?, at bytes: Range<Int>
  ) throws(FilterError) {
    if isWrong { throw error(message, help: help, at: bytes) }
  }
}
