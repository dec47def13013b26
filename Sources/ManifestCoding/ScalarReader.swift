internal import Diagnostics
internal import Manifests

/// Reads one scalar as the type that its field wants, or reports what is there instead.
struct ScalarReader {
  let context: DecodingContext

  /// What a scalar means; nil for a list or mapping.
  func meaning(of node: Node) -> PlainScalar.Meaning? {
    guard case .scalar(let scalar) = node.content else { return nil }
    guard scalar.isPlain else { return .string }
    return context.format == .yaml ? PlainScalar.meaning(of: scalar.text) : jsonMeaning(of: scalar.text)
  }

  private func jsonMeaning(of word: String) -> PlainScalar.Meaning {
    switch word {
    case "true": .boolean(true)
    case "false": .boolean(false)
    case "null": .null
    default:
      if let integer = Int64(word) {
        .integer(integer)
      } else if let number = PlainScalar.double(word) {
        .number(number)
      } else {
        .ambiguous
      }
    }
  }

  private func text(_ node: Node) -> String {
    if case .scalar(let scalar) = node.content { scalar.text } else { "" }
  }

  func string(_ node: Node, _ path: @autoclosure () -> FieldPath) -> String? {
    switch meaning(of: node) {
    case .string?: return text(node)
    case .null? where text(node).isEmpty || context.format == .json, nil:
      return mismatch(node, path(), wanted: "a string", found: meaning(of: node))
    case let other:
      if context.format == .json { return mismatch(node, path(), wanted: "a string", found: other) }
      context.add(
        .ambiguousScalar, "'\(text(node))' in '\(path())' is not a string to every YAML reader", at: node.start,
        help: "write \(JSONValue.quoted(text(node)))")
      return nil
    }
  }

  func integer(_ node: Node, _ path: @autoclosure () -> FieldPath) -> Int64? {
    switch meaning(of: node) {
    case .integer(let value)?: value
    case let other: mismatch(node, path(), wanted: Self.integer, found: other)
    }
  }

  private static let integer = "an integer"

  func number(_ node: Node, _ path: @autoclosure () -> FieldPath) -> Double? {
    switch meaning(of: node) {
    case .integer(let value)?: Double(exactly: value) ?? mismatch(node, path(), wanted: "a number", found: .ambiguous)
    case .number(let value)?: value
    case let other: mismatch(node, path(), wanted: "a number", found: other)
    }
  }

  func parameter(_ node: Node, _ path: @autoclosure () -> FieldPath) -> ParameterValue? {
    switch meaning(of: node) {
    case .string?: .string(text(node))
    case .integer(let value)?: .integer(value)
    case .number(let value)?: .number(value)
    case .boolean(let value)?: .boolean(value)
    case let other: mismatch(node, path(), wanted: "a string, number or boolean", found: other)
    }
  }

  func enumerated<Value: RawRepresentable & CaseIterable>(
    _ node: Node, _ path: @autoclosure () -> FieldPath, of type: Value.Type
  ) -> Value? where Value.RawValue == String {
    word(node, path(), among: Value.allCases.map(\.rawValue)).flatMap(Value.init(rawValue:))
  }

  func word(_ node: Node, _ path: @autoclosure () -> FieldPath, among choices: [String]) -> String? {
    guard let text = string(node, path()) else { return nil }
    if choices.contains(text) { return text }
    context.add(
      .schema, "'\(text)' is not an allowed value of '\(path())'", at: node.start,
      help: Suggestion.help(for: text, among: choices))
    return nil
  }

  func parsed<Value>(
    _ node: Node, _ path: @autoclosure () -> FieldPath, _ kind: ManifestProblem.Kind, expecting what: String,
    _ parse: (String) -> Value?
  ) -> Value? {
    guard let text = string(node, path()) else { return nil }
    if let value = parse(text) { return value }
    let shown = text.count > 80 ? text.prefix(80) + "…" : text
    context.add(kind, "'\(shown)' in '\(path())' is not \(what)", at: node.start)
    return nil
  }

  func mismatch<Value>(
    _ node: Node, _ path: @autoclosure () -> FieldPath, wanted: String, found: PlainScalar.Meaning?
  ) -> Value? {
    let isAmbiguous = found == .ambiguous && context.format == .yaml
    // Programs that round and programs that do not read two values.
    if found == .ambiguous, wanted != Self.integer, let misfit = DecimalNumber.misfit(of: text(node)) {
      context.add(
        isAmbiguous ? .ambiguousScalar : .schema, "'\(path())' is \(text(node)), \(misfit)", at: node.start,
        help: "write a number that fits")
      return nil
    }
    let what =
      switch found {
      case nil: "a list or mapping"
      case .null?: "null"
      case .string?: "a string"
      case .boolean?: "a boolean"
      case .integer?, .number?: "a number"
      case .ambiguous?: "'\(text(node))'"
      }
    context.add(
      isAmbiguous ? .ambiguousScalar : .schema, "'\(path())' is \(what), but must be \(wanted)", at: node.start,
      help: isAmbiguous ? "write numbers like 42 or 1.0e-05, true or false, and quote strings" : nil)
    return nil
  }
}
