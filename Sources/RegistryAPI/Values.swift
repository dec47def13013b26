import Diagnostics
import Endpoints
import ManifestCoding

/// The values of a query or a body, each of the kind that the operation's description says.
struct Values: Sendable {
  private var values: [String: Value] = [:]

  private enum Value: Sendable {
    case text(String)
    case integer(Int64)
    case flag(Bool)
    case texts([String])
    /// Nil for what is to be taken away.
    case map([String: String?])
    case node(Node)
  }

  /// None at all.
  init() {}

  /// - Throws: ``RequestError/malformed(_:)`` with the name of what is wrong.
  init(query: [(name: String, value: String)], _ fields: [RequestField]) throws(RequestError) {
    for (name, values) in Dictionary(grouping: query, by: \.name).mapValues({ $0.map(\.value) }) {
      guard let field = fields.first(where: { $0.name == name }) else { throw Self.unknown(name, fields, "parameter") }
      guard case .texts = field.kind else {
        guard values.count == 1 else { throw .malformed("'\(name)' is there \(values.count) times") }
        self.values[name] = try Self.read(values[0], field)
        continue
      }
      self.values[name] = .texts(values)
    }
    try requireAll(fields)
  }

  /// - Throws: ``RequestError/malformed(_:)`` with the name of what is wrong.
  init(json bytes: [UInt8], _ fields: [RequestField]) throws(RequestError) {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .malformed("the body is not UTF-8") }
    let (node, problems) = JSONReader.read(bytes.isEmpty ? "{}" : text, isForeign: true, takesAnyText: true)
    guard let node else {
      let place = problems.first.map { " at line \($0.mark.line), column \($0.mark.column): \($0.message)" } ?? ""
      throw .malformed("the body is not JSON\(place)")
    }
    guard case .mapping(let pairs) = node.content else { throw .malformed("the body is not an object of JSON") }
    for pair in pairs {
      guard let field = fields.first(where: { $0.name == pair.key }) else {
        throw Self.unknown(pair.key, fields, "field")
      }
      guard !pair.value.isNull else { continue }
      guard let value = Self.read(pair.value, field.kind) else { throw Self.wrong(field) }
      values[pair.key] = value
    }
    try requireAll(fields)
  }

  private func requireAll(_ fields: [RequestField]) throws(RequestError) {
    for field in fields where field.isRequired && values[field.name] == nil {
      throw .malformed("'\(field.name)' is missing\nhelp: \(field.help)")
    }
  }

  private static func unknown(_ name: String, _ fields: [RequestField], _ noun: String) -> RequestError {
    let help = Suggestion.help(for: name, among: fields.map(\.name)).map { "\nhelp: \($0)" } ?? ""
    return .malformed("there is no \(noun) '\(EscapedText.line(name))' here\(help)")
  }

  private static func wrong(_ field: RequestField) -> RequestError {
    let what =
      switch field.kind {
      case .text: "text"
      case .choice(let values): "one of \(values.joined(separator: ", "))"
      case .integer(let least): "a whole number, at least \(least)"
      case .flag: "true or false"
      case .texts: "a list of texts"
      case .map: "an object whose values are texts, or null for what is to be removed"
      case .list: "a list"
      case .any: "a value"
      }
    return .malformed("'\(field.name)' must be \(what)")
  }

  private static func read(_ text: String, _ field: RequestField) throws(RequestError) -> Value {
    switch field.kind {
    case .flag where text == "true" || text == "false": return .flag(text == "true")
    case .integer(let least):
      guard let value = Int64(text), value >= least else { throw wrong(field) }
      return .integer(value)
    case .choice(let choices) where choices.contains(text): return .text(text)
    case .text: return .text(text)
    default: throw wrong(field)
    }
  }

  private static func read(_ node: Node, _ kind: RequestField.Kind) -> Value? {
    switch kind {
    case .any: return .node(node)
    case .list:
      guard case .sequence = node.content else { return nil }
      return .node(node)
    case .text: return node.quoted.map { .text($0) }
    case .choice(let choices): return node.quoted.flatMap { choices.contains($0) ? .text($0) : nil }
    case .integer(let least):
      guard let value = node.plain.flatMap({ Int64($0) }), value >= least else { return nil }
      return .integer(value)
    case .flag:
      guard let text = node.plain, text == "true" || text == "false" else { return nil }
      return .flag(text == "true")
    case .texts:
      guard case .sequence(let nodes) = node.content else { return nil }
      let texts = nodes.compactMap(\.quoted)
      return texts.count == nodes.count ? .texts(texts) : nil
    case .map:
      guard case .mapping(let pairs) = node.content else { return nil }
      guard pairs.allSatisfy({ $0.value.isNull || $0.value.quoted != nil }) else { return nil }
      return .map(Dictionary(pairs.map { ($0.key, $0.value.quoted) }) { $1 })
    }
  }

  func text(_ key: String) -> String? { if case .text(let text)? = values[key] { text } else { nil } }
  func integer(_ key: String) -> Int64? { if case .integer(let value)? = values[key] { value } else { nil } }
  func flag(_ key: String) -> Bool? { if case .flag(let value)? = values[key] { value } else { nil } }
  func texts(_ key: String) -> [String]? { if case .texts(let texts)? = values[key] { texts } else { nil } }
  func node(_ key: String) -> Node? { if case .node(let node)? = values[key] { node } else { nil } }

  /// The entries of an object that are to be set.
  func map(_ key: String) -> [String: String] { entries(key).compactMapValues { $0 } }

  /// The keys of an object whose values are null.
  func removedKeys(_ key: String) -> [String] { entries(key).filter { $0.value == nil }.keys.sorted() }

  private func entries(_ key: String) -> [String: String?] {
    if case .map(let entries)? = values[key] { entries } else { [:] }
  }

  /// A value that the description asks for.
  func required(_ key: String) -> String { text(key) ?? "" }
}

extension Node {
  /// The text of a JSON string.
  var quoted: String? {
    guard case .scalar(let scalar) = content, !scalar.isPlain else { return nil }
    return scalar.text
  }

  /// What stands there of a number, `true` or `false`.
  var plain: String? {
    guard case .scalar(let scalar) = content, scalar.isPlain else { return nil }
    return scalar.text
  }
}
