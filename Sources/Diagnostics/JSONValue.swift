/// A JSON value whose objects keep the order of their members, with the one writer that every JSON output and every JSON
/// manifest goes through.
///
/// Source: RFC 8259.
package enum JSONValue: Hashable, Sendable {
  case object([Member])
  case array([JSONValue])
  case string(String)
  case integer(Int64)
  case number(Double)
  case boolean(Bool)
  case null

  package struct Member: Hashable, Sendable {
    package let key: String
    package let value: JSONValue

    package init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// An object of the members that have a value.
  package static func object(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    .object(members.compactMap { key, value in value.map { Member(key, $0) } })
  }

  /// The value of a member; nil if there is none, or if this is not an object.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// Indented by two spaces, one member a line, with a final line feed.
  package var text: String {
    var text = ""
    write(to: &text, indent: "")
    return text + "\n"
  }

  /// On one line, as Python's `json.dumps` writes it.
  package var line: String {
    switch self {
    case .object(let members):
      "{" + members.map { Self.quoted($0.key) + ": " + $0.value.line }.joined(separator: ", ") + "}"
    case .array(let values): "[" + values.map(\.line).joined(separator: ", ") + "]"
    default: String(text.dropLast())
    }
  }

  private func write(to text: inout String, indent: String) {
    let inner = indent + "  "
    switch self {
    case .object(let members) where members.isEmpty: text += "{}"
    case .object(let members):
      Self.write(members, between: "{", "}", to: &text, indent: indent) { member, text in
        text += Self.quoted(member.key) + ": "
        member.value.write(to: &text, indent: inner)
      }
    case .array(let values) where values.isEmpty: text += "[]"
    case .array(let values):
      Self.write(values, between: "[", "]", to: &text, indent: indent) { value, text in
        value.write(to: &text, indent: inner)
      }
    case .string(let value): text += Self.quoted(value)
    case .integer(let value): text += "\(value)"
    case .number(let value): text += Self.decimal(value)
    case .boolean(let value): text += value ? "true" : "false"
    case .null: text += "null"
    }
  }

  private static func write<Element>(
    _ elements: [Element], between open: String, _ close: String, to text: inout String, indent: String,
    _ body: (Element, inout String) -> Void
  ) {
    text += open
    for (index, element) in elements.enumerated() {
      text += (index == 0 ? "\n" : ",\n") + indent + "  "
      body(element, &text)
    }
    text += "\n" + indent + close
  }

  /// A finite number with a dot and a signed exponent of two digits or more, which YAML 1.1, YAML 1.2 and JSON all read as
  /// the same float: `0.001`, `1.0e-05`, `3.0`.
  package static func decimal(_ value: Double) -> String {
    let parts = "\(value)".split(separator: "e", maxSplits: 1)
    let mantissa = parts[0].contains(".") ? String(parts[0]) : parts[0] + ".0"
    guard parts.count == 2 else { return mantissa }
    let sign = parts[1].hasPrefix("-") ? "-" : "+"
    let digits = parts[1].drop { $0 == "-" || $0 == "+" }
    return mantissa + "e" + sign + (digits.count < 2 ? "0" : "") + digits
  }

  /// A string in double quotes, escaped as both JSON and YAML read it.
  package static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\r": text += "\\r"
      case _ where isUnsafe(scalar): text += escape(scalar)
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  /// Control, line-separating and direction-changing characters are written as escapes.
  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate: true
    default: false
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    String(scalar).utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}
