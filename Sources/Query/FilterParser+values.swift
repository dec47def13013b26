import Diagnostics
import Manifests

extension FilterParser {
  /// Reads a value as a field's kind has it.
  mutating func value(
    _ operand: FilterName, of field: Field, _ name: FilterName, _ sign: FilterOperator
  ) throws(FilterError) -> FilterValue {
    switch scope.kind(of: field) {
    case .text:
      try refuseBareText(operand)
      return .text(operand.text)
    case .loose: return try looseValue(operand, sign)
    case .number: return .number(try number(operand, of: field, name))
    case .time: return try time(operand, name, sign)
    case .version: return try version(operand, name, sign)
    case .digest: return .text(try digest(operand))
    case .oneOf(let words):
      guard words.contains(operand.text) else {
        throw error(
          "'\(operand.text)' is not a \(name.text)", help: Suggestion.help(for: operand.text, among: words),
          at: operand.bytes)
      }
      return .text(operand.text)
    }
  }

  /// MLflow's texts have quotes.
  func refuseBareText(_ operand: FilterName) throws(FilterError) {
    guard scope.mlflow != nil, let bare = operand.bare else { return }
    throw error("a text needs quotes", help: "write '\(bare)'", at: operand.bytes)
  }

  private func looseValue(_ operand: FilterName, _ sign: FilterOperator) throws(FilterError) -> FilterValue {
    try refuseBareText(operand)
    guard let number = Number(operand.text) else { return .text(operand.text) }
    if operand.bare != nil { return .number(number) }
    guard sign.isOrder else { return .text(operand.text) }
    throw error(
      "texts are compared letter by letter, '10' before '9'", help: "leave out the quotes: \(operand.text)",
      at: operand.bytes)
  }

  private func number(_ operand: FilterName, of field: Field, _ name: FilterName) throws(FilterError) -> Number {
    let number = Number(operand.text)
    if scope.mlflow != nil, field == .attribute(.ordinal), case .double? = number {
      throw error("\(name.text) is a whole number", help: numberHelp(operand.text, field), at: operand.bytes)
    }
    // MLflow's clients write `version_number = '3'` as well.
    if operand.bare != nil || field == .attribute(.ordinal), let number { return number }
    if operand.bare == nil, number != nil {
      throw error("\(name.text) is a number", help: "leave out the quotes: \(operand.text)", at: operand.bytes)
    }
    throw error(
      "\(name.text) is a number, and '\(operand.text)' is not", help: numberHelp(operand.text, field), at: operand.bytes
    )
  }

  private func numberHelp(_ text: String, _ field: Field) -> String {
    if text.utf8.last == UInt8(ascii: "%"), Number(String(text.dropLast())) != nil {
      return "write a fraction, such as 0.9"
    }
    if text.utf8.last == UInt8(ascii: ";") { return "join conditions by AND, without ';'" }
    if field == .attribute(.ordinal) { return "write one, such as 3" }
    return field == .attribute(.size) ? "write bytes, such as 1000000" : "write one, such as 0.9 or 1e-3"
  }

  private mutating func time(_ operand: FilterName, _ name: FilterName, _ sign: FilterOperator) throws(FilterError)
    -> FilterValue
  {
    // Milliseconds since 1970, as MLflow has them; elsewhere none that could be meant as a year or a day.
    if let bare = operand.bare, case .integer(let value)? = Number(bare), let span = TimeSpan(milliseconds: value),
      scope.mlflow != nil || value >= 100_000_000_000
    {
      return .time(span)
    }
    try refuse(
      scope.mlflow != nil, "\(name.text) is a time", help: "write milliseconds since 1970, without quotes",
      at: operand.bytes)
    if let span = TimeSpan(operand.text) { return .time(span) }
    guard let age = Age(operand.text) else {
      if Age(operand.text + "in") != nil {
        throw error("'\(operand.text)' is not an age", help: "did you mean '\(operand.text)in'?", at: operand.bytes)
      }
      throw error(
        "'\(operand.text)' is not a date or time",
        help: "write '2026-10-01', '2026-10-01T12:30Z' or an age such as 30d",
        at: operand.bytes)
    }
    guard sign.isOrder else {
      throw error("an age is a moment that nothing equals", help: "write > for later, or < for earlier", at: sign.bytes)
    }
    if operand.bare != nil, current.keyword == "ago" { advance() }
    return .age(age)
  }

  private func version(
    _ operand: FilterName, _ name: FilterName, _ sign: FilterOperator
  ) throws(FilterError) -> FilterValue {
    if let version = SemanticVersion(operand.text) { return .version(version) }
    guard !operand.text.isEmpty, let range = VersionRange(operand.text) else {
      throw error(
        "'\(operand.text)' is not a version or a range", help: "write one, such as 1.4.0 or '^1.4'", at: operand.bytes)
    }
    guard !sign.isOrder else {
      throw error(
        "'\(operand.text)' is not a whole version", help: rangeHelp(operand, name, sign), at: operand.bytes)
    }
    return .range(range)
  }

  private func rangeHelp(_ operand: FilterName, _ name: FilterName, _ sign: FilterOperator) -> String {
    let range = written(sign.bytes) + operand.text
    return "write all three numbers" + (VersionRange(range) == nil ? "" : ", or \(name.text) = '\(range)'")
  }

  private func digest(_ operand: FilterName) throws(FilterError) -> String {
    let text = operand.text.lowercased()
    guard let digest = Digest(text) ?? Digest(hex: text) else {
      throw error(
        "'\(operand.text)' is not a digest", help: "write sha256: and 64 digits, or LIKE 'sha256:1f2e%'",
        at: operand.bytes)
    }
    return digest.description
  }
}
