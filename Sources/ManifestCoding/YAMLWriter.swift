internal import Diagnostics

/// Writes the canonical form: block style, one key a line, two spaces a level, the fewest quotes that every YAML reads alike.
enum YAMLWriter {
  static func text(of document: JSONValue, keeping comments: Comments) -> String {
    var writer = Writer(comments: comments)
    writer.members(of: document, at: .top, indent: "", prefix: nil)
    return (writer.lines + comments.footer).map { $0 + "\n" }.joined()
  }

  /// A string as it appears after `key: `; literal blocks are ``Writer``'s matter.
  static func scalar(_ text: String) -> String {
    isPlainSafe(text) ? text : JSONValue.quoted(text)
  }

  /// True if every YAML reads the bare text as this very string.
  private static func isPlainSafe(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return false }
    guard !"-?:,[]{}#&*!|>'\"%@`=<~. ".unicodeScalars.contains(first) || (first == "." && isDotFile(text)) else {
      return false
    }
    // Bytes, not Characters: a combining mark would hide the space that it sits on.
    guard last != " ", last != ":", !text.contains(bytesOf: ": "), !text.contains(bytesOf: " #") else { return false }
    guard text.unicodeScalars.allSatisfy({ isPrintable($0) && $0 != "\n" && $0 != "\t" }) else { return false }
    return !PlainScalar.looksLikeSomethingElse(text) && !isPercentage(text)
  }

  /// `5%` is a string to every YAML, and a number to most people: quotes show which.
  private static func isPercentage(_ text: String) -> Bool {
    text.utf8.last == UInt8(ascii: "%") && PlainScalar.isDecimal(String(text.dropLast()))
  }

  /// `.github/**` is plain; `...` ends a document and `.5` is a number.
  private static func isDotFile(_ text: String) -> Bool {
    text.utf8.dropFirst().first.map { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 } ?? false
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: scalar == "\n"
    case .spaceSeparator: scalar == " "
    default: true
    }
  }

  private struct Writer {
    let comments: Comments
    var lines: [String] = []

    /// - Parameter prefix: what the first line starts with instead of the indent: `  - ` in a list.
    mutating func members(of value: JSONValue, at path: FieldPath, indent: String, prefix: String?) {
      guard case .object(let members) = value else { return }
      for (index, member) in members.enumerated() {
        let start = index == 0 ? prefix ?? indent : indent
        let path = path.appending(member.key)
        add(comments: path, indent: index == 0 && prefix != nil ? String(indent.dropLast(2)) : indent)
        self.value(member.value, after: start + YAMLWriter.scalar(member.key) + ":", at: path, indent: indent)
      }
    }

    private mutating func value(_ value: JSONValue, after start: String, at path: FieldPath, indent: String) {
      let trailing = comments.trailing[path].map { "  " + $0 } ?? ""
      switch value {
      case .object(let members) where !members.isEmpty:
        lines.append(start + trailing)
        self.members(of: value, at: path, indent: indent + "  ", prefix: nil)
      case .array(let elements) where !elements.isEmpty:
        lines.append(start + trailing)
        self.elements(elements, at: path, indent: indent + "  ")
      case .string(let text) where YAMLWriter.isLiteral(text):
        literal(text, after: start, trailing: trailing, indent: indent)
      default: lines.append(start + " " + inline(value) + trailing)
      }
    }

    /// - Parameter prefix: what the first line starts with instead of the indent: `  - ` in a list of lists.
    private mutating func elements(
      _ elements: [JSONValue], at path: FieldPath, indent: String, prefix: String? = nil
    ) {
      for (index, element) in elements.enumerated() {
        let path = path.appending(index)
        let start = (index == 0 ? prefix ?? indent : indent) + "- "
        add(comments: path, indent: index == 0 && prefix != nil ? String(indent.dropLast(2)) : indent)
        switch element {
        case .object(let members) where !members.isEmpty:
          self.members(of: element, at: path, indent: indent + "  ", prefix: start)
        case .array(let inner) where !inner.isEmpty:
          self.elements(inner, at: path, indent: indent + "  ", prefix: start)
        case .string(let text) where YAMLWriter.isLiteral(text):
          literal(
            text, after: String(start.dropLast()), trailing: comments.trailing[path].map { "  " + $0 } ?? "",
            indent: indent)
        default: lines.append(start + inline(element) + (comments.trailing[path].map { "  " + $0 } ?? ""))
        }
      }
    }

    private mutating func literal(_ text: String, after start: String, trailing: String, indent: String) {
      let endsLine = text.hasSuffix("\n")
      lines.append(start + (endsLine ? " |" : " |-") + trailing)
      let body = endsLine ? text.dropLast() : Substring(text)
      for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
        lines.append(line.isEmpty ? "" : indent + "  " + line)
      }
    }

    private mutating func add(comments path: FieldPath, indent: String) {
      lines += (comments.above[path] ?? []).map { $0.isEmpty ? "" : indent + $0 }
    }

    private func inline(_ value: JSONValue) -> String {
      switch value {
      case .string(let text): YAMLWriter.scalar(text)
      case .object: "{}"
      case .array: "[]"
      case .integer(let value): "\(value)"
      case .number(let value): JSONValue.decimal(value)
      case .boolean(let value): value ? "true" : "false"
      case .null: "null"
      }
    }
  }

  /// True for text of several lines that a literal block holds exactly.
  private static func isLiteral(_ text: String) -> Bool {
    guard text.contains("\n"), let first = text.unicodeScalars.first, first != " ", first != "\n" else { return false }
    guard !text.hasSuffix("\n\n"), text.unicodeScalars.allSatisfy(isPrintable) else { return false }
    return !text.split(separator: "\n").contains { $0.hasSuffix(" ") || $0.allSatisfy { $0 == " " } }
  }
}
