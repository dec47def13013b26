internal import Diagnostics
internal import Manifests

/// Fills a ``RunFile`` from a tree, and reports what does not belong there.
struct RunFileReader {
  let context: DecodingContext
  let dropsNaN: Bool
  private(set) var file = RunFile()
  private let scalars: ScalarReader

  private static let sections = ["parameters", "params", "metrics", "tags", "run", "run_id"]
  private static let dropHelp = "leave it out, or use --drop-nan, which leaves out all such values"

  init(context: DecodingContext, dropsNaN: Bool) {
    self.context = context
    self.dropsNaN = dropsNaN
    scalars = ScalarReader(context: context)
  }

  mutating func read(_ node: Node) {
    guard case .mapping(let pairs) = node.content else {
      return context.add(.schema, "the file is not a mapping of keys to values", at: node.start)
    }
    for pair in pairs {
      let path = FieldPath(pair.key)
      switch pair.key {
      case "parameters", "params": section(pair.value, path) { $0.parameter($1, $2, named: $3) }
      case "metrics": section(pair.value, path) { $0.metric($1, $2, named: $3) }
      case "tags": section(pair.value, path) { $0.tag($1, $2, named: $3) }
      case "run", "run_id": run(pair.value, path)
      default: beside(pair, path)
      }
    }
  }

  /// What is next to the sections is a metric, if it is a number.
  private mutating func beside(_ pair: Node.Pair, _ path: FieldPath) {
    switch scalars.meaning(of: pair.value) {
    case .integer?, .number?: metric(pair.value, path, named: pair.key)
    case _ where isNotNumber(pair.value) || saysNotNumber(pair.value): metric(pair.value, path, named: pair.key)
    default:
      let isScalar = if case .scalar = pair.value.content { true } else { false }
      context.add(
        .schema, "unknown field '\(path)'" + (isScalar ? ", which is not a number and so not a metric" : ""),
        at: pair.keyMark,
        help: Suggestion.help(for: pair.key, among: Self.sections, listing: false)
          ?? "put it below 'parameters' or 'tags'")
    }
  }

  /// Takes every entry of a section, those of inner mappings under dotted names.
  private mutating func section(
    _ node: Node, _ path: FieldPath, below prefix: String = "",
    _ take: (inout RunFileReader, Node, FieldPath, String) -> Void
  ) {
    guard case .mapping(let pairs) = node.content else {
      guard !isNull(node) else { return }
      return context.add(.schema, "'\(path)' is not a mapping of keys to values", at: node.start)
    }
    for pair in pairs {
      let (path, name) = (path.appending(pair.key), prefix + pair.key)
      if case .mapping = pair.value.content {
        section(pair.value, path, below: name + ".", take)
      } else {
        take(&self, pair.value, path, name)
      }
    }
  }

  // MARK: Entries

  private mutating func parameter(_ node: Node, _ path: FieldPath, named name: String) {
    if case .sequence = node.content {
      guard let text = jsonText(of: node, path) else { return }
      return set(.string(text), for: name, in: \.parameters, at: node, path)
    }
    guard !isNull(node), !(dropsNaN && isNotNumber(node)) else { return }
    if isNotNumber(node) {
      return context.add(.schema, "'\(path)' is not a number", at: node.start, help: Self.dropHelp)
    }
    guard let value = scalars.parameter(node, path) else { return }
    set(value, for: name, in: \.parameters, at: node, path)
  }

  private mutating func metric(_ node: Node, _ path: FieldPath, named name: String) {
    if isNull(node) || isNotNumber(node) || saysNotNumber(node) {
      guard !dropsNaN else { return }
      return context.add(.schema, "'\(path)' is not a number", at: node.start, help: Self.dropHelp)
    }
    guard let value = scalars.number(node, path) else { return }
    set(value, for: name, in: \.metrics, at: node, path)
  }

  private mutating func tag(_ node: Node, _ path: FieldPath, named name: String) {
    guard !isNull(node) else { return }
    let text = if case .scalar = node.content { text(of: node, path) } else { jsonText(of: node, path) }
    if let text { set(text, for: name, in: \.tags, at: node, path) }
  }

  private mutating func run(_ node: Node, _ path: FieldPath) {
    guard !isNull(node), let text = text(of: node, path) else { return }
    if let known = file.run, known != text {
      context.add(.schema, "'\(path)' already has another value", at: node.start, help: "name it once")
    }
    file.run = text
  }

  private mutating func set<Value: Equatable>(
    _ value: Value, for name: String, in values: WritableKeyPath<RunFile, [String: Value]>, at node: Node,
    _ path: FieldPath
  ) {
    if let known = file[keyPath: values].updateValue(value, forKey: name), known != value {
      context.add(.schema, "'\(path)' already has another value", at: node.start, help: "name it once")
    }
  }

  // MARK: Values

  private func isNull(_ node: Node) -> Bool {
    guard case .scalar(let scalar) = node.content else { return false }
    return scalar.isPlain && ["", "null", "~"].contains(scalar.text)
  }

  /// NaN and the infinities as Python and PyYAML write them.
  private func isNotNumber(_ node: Node) -> Bool {
    guard case .scalar(let scalar) = node.content, scalar.isPlain else { return false }
    return JSONReader.notNumbers.contains(scalar.text) || [".nan", ".inf", "-.inf"].contains(scalar.text.lowercased())
  }

  /// The same as text, which is what W&B's summaries have.
  private func saysNotNumber(_ node: Node) -> Bool {
    guard case .scalar(let scalar) = node.content else { return false }
    return JSONReader.notNumbers.contains(scalar.text)
  }

  /// A scalar's text, a number's as it was written.
  private func text(of node: Node, _ path: FieldPath) -> String? {
    switch (node.content, scalars.meaning(of: node)) {
    case (.scalar(let scalar), .integer?), (.scalar(let scalar), .number?), (.scalar(let scalar), .boolean?):
      scalar.text
    default: scalars.string(node, path)
    }
  }

  /// A list on one line, its numbers as they were written.
  private func jsonText(of node: Node, _ path: FieldPath) -> String? {
    switch node.content {
    case .sequence(let nodes):
      let texts = nodes.enumerated().map { jsonText(of: $1, path.appending($0)) }
      return texts.contains(nil) ? nil : "[" + texts.compactMap(\.self).joined(separator: ", ") + "]"
    case .mapping(let pairs):
      let texts = pairs.map { pair in
        jsonText(of: pair.value, path.appending(pair.key)).map { JSONValue.quoted(pair.key) + ": " + $0 }
      }
      return texts.contains(nil) ? nil : "{" + texts.compactMap(\.self).joined(separator: ", ") + "}"
    case .scalar(let scalar):
      switch scalars.meaning(of: node) {
      case .integer?, .number?, .boolean?: return scalar.text
      case _ where isNull(node): return "null"
      case _ where isNotNumber(node): return scalar.text
      default: return scalars.string(node, path).map(JSONValue.quoted)
      }
    }
  }
}
