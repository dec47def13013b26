internal import Diagnostics
internal import Manifests

/// Collects the problems of one manifest while its fields are read.
final class DecodingContext {
  let format: ManifestFormat
  var problems: [ManifestProblem] = []
  /// True for what this program defines: a newer one may have more fields.
  var isOwnFormat = false

  init(format: ManifestFormat) { self.format = format }

  /// More problems than anybody reads are reported as one.
  static let problemLimit = 100

  func add(
    _ kind: ManifestProblem.Kind, _ message: @autoclosure () -> String, at mark: Mark,
    help: @autoclosure () -> String? = nil
  ) {
    if problems.count < Self.problemLimit {
      problems.append(.init(kind, message(), at: mark, help: help()))
    } else if problems.count == Self.problemLimit {
      problems.append(.init(kind, "more than \(Self.problemLimit) problems; the rest are not listed", at: mark))
    }
  }
}

/// Reads the fields of one mapping, each once, and reports those that are missing, unknown or of the wrong type.
struct FieldReader {
  let node: Node
  let path: FieldPath
  let context: DecodingContext
  private let scalars: ScalarReader
  private var known: [String] = []

  init(node: Node, path: FieldPath, context: DecodingContext) {
    self.node = node
    self.path = path
    self.context = context
    scalars = ScalarReader(context: context)
    known.reserveCapacity(Self.usualFieldCount)
    if case .mapping = node.content { return }
    let what = path.steps.isEmpty ? "the manifest" : "'\(path)'"
    context.add(.schema, "\(what) is not a mapping of keys to values", at: node.start)
  }

  private static let usualFieldCount = 16

  private var isMapping: Bool { if case .mapping = node.content { true } else { false } }

  /// The value of a field; nil if there is none. Remembers the key as known.
  private mutating func take(_ key: String, isRequired: Bool) -> Node? {
    known.append(key)
    if let pair = node.pairs.first(where: { $0.key == key }) { return pair.value }
    if isRequired, isMapping {
      context.add(.schema, "field '\(path.appending(key))' is missing", at: node.start, help: "add it")
    }
    return nil
  }

  /// Reports the keys that nobody asked for. Call it last.
  func finish() {
    for pair in node.pairs where !known.contains(pair.key) {
      context.add(
        .schema, "unknown field '\(path.appending(pair.key))'", at: pair.keyMark,
        help: unknownFieldHelp(pair.key))
    }
  }

  private func unknownFieldHelp(_ key: String) -> String? {
    let list = Suggestion.help(for: key, among: known, listing: known.count <= 12)
    guard context.isOwnFormat, Suggestion.nearest(to: key, among: known) == nil else { return list }
    let upgrade = "if a newer git registry wrote it, upgrade this one"
    return list.map { "\($0); \(upgrade)" } ?? upgrade
  }

  /// Knows a key and leaves its value unread.
  mutating func pass(_ key: String) { known.append(key) }

  /// The value of a field, whatever it is; nil if there is none.
  mutating func content(_ key: String) -> Node? { take(key, isRequired: false) }

  /// The value of a field that is an integer; nil for any other value, which is not reported.
  func peekedInteger(_ key: String) -> Int64? {
    guard let value = node.pairs.first(where: { $0.key == key })?.value,
      case .integer(let number)? = scalars.meaning(of: value)
    else { return nil }
    return number
  }

  // MARK: Scalars

  mutating func string(_ key: String, isRequired: Bool = false) -> String? {
    take(key, isRequired: isRequired).flatMap { scalars.string($0, path.appending(key)) }
  }

  mutating func boolean(_ key: String) -> Bool? {
    guard let node = take(key, isRequired: false) else { return nil }
    switch scalars.meaning(of: node) {
    case .boolean(let value)?: return value
    case let other: return scalars.mismatch(node, path.appending(key), wanted: "true or false", found: other)
    }
  }

  mutating func integer(_ key: String, isRequired: Bool = false) -> Int64? {
    take(key, isRequired: isRequired).flatMap { scalars.integer($0, path.appending(key)) }
  }

  mutating func integer(_ key: String, in range: ClosedRange<Int64>) -> Int64? {
    guard let value = integer(key) else { return nil }
    if range.contains(value) { return value }
    context.add(
      .schema, "'\(path.appending(key))' is \(value), but must be \(range.lowerBound) to \(range.upperBound)",
      at: node.mark(of: FieldPath(key)))
    return nil
  }

  mutating func number(_ key: String) -> Double? {
    take(key, isRequired: false).flatMap { scalars.number($0, path.appending(key)) }
  }

  /// One of the values of an enumeration.
  mutating func value<Value: RawRepresentable & CaseIterable>(
    _ key: String, of type: Value.Type, isRequired: Bool = false
  ) -> Value? where Value.RawValue == String {
    take(key, isRequired: isRequired).flatMap { node in scalars.enumerated(node, path.appending(key), of: type) }
  }

  /// One of some words.
  mutating func word(_ key: String, among words: [String], isRequired: Bool = false) -> String? {
    take(key, isRequired: isRequired).flatMap { node in scalars.word(node, path.appending(key), among: words) }
  }

  /// A string that `parse` turns into a value.
  mutating func parsed<Value>(
    _ key: String, isRequired: Bool = false, _ kind: ManifestProblem.Kind = .schema, expecting what: String,
    _ parse: (String) -> Value?
  ) -> Value? {
    take(key, isRequired: isRequired).flatMap { scalars.parsed($0, path.appending(key), kind, expecting: what, parse) }
  }

  mutating func parameter(_ key: String) -> ParameterValue? {
    take(key, isRequired: false).flatMap { scalars.parameter($0, path.appending(key)) }
  }

  // MARK: Collections

  /// A mapping read field by field; nil if it is absent.
  mutating func nested<Value>(
    _ key: String, isRequired: Bool = false, _ read: (inout FieldReader) -> Value?
  ) -> Value? {
    take(key, isRequired: isRequired).flatMap { Self.read($0, path.appending(key), context, read) }
  }

  /// A list of mappings.
  mutating func nestedList<Value>(_ key: String, _ read: (inout FieldReader) -> Value?) -> [Value] {
    list(key) { node, path, context in Self.read(node, path, context, read) } ?? []
  }

  /// Mappings by their keys; a key is refused with the words that `problem` has for it.
  mutating func nested<Value>(
    by key: String, _ read: (inout FieldReader) -> Value?,
    refusing problem: (String) -> (message: String, help: String)?
  ) -> [String: Value] {
    for pair in node.pairs.first(where: { $0.key == key })?.value.pairs ?? [] {
      guard let problem = problem(pair.key) else { continue }
      context.add(.schema, problem.message, at: pair.keyMark, help: problem.help)
    }
    return dictionary(key) { [context] node, path in Self.read(node, path, context, read) }
  }

  /// Mappings by their keys, in the text's order; nil if there is none.
  mutating func nestedPairs<Value>(
    _ key: String, isRequired: Bool = false, _ read: (String, inout FieldReader) -> Value?
  ) -> [Value]? {
    let path = path.appending(key)
    guard let node = take(key, isRequired: isRequired) else { return nil }
    guard case .mapping(let pairs) = node.content else {
      context.add(.schema, "'\(path)' is not a mapping of keys to values", at: node.start)
      return nil
    }
    return pairs.compactMap { pair in
      Self.read(pair.value, path.appending(pair.key), context) { read(pair.key, &$0) }
    }
  }

  /// Values of an enumeration, each once.
  mutating func values<Value: RawRepresentable & CaseIterable>(
    _ key: String, of type: Value.Type
  ) -> [Value] where Value.RawValue == String {
    list(key, isSet: true) { [scalars] node, path, _ in scalars.enumerated(node, path, of: type) } ?? []
  }

  /// A list of strings, each once; nil if it is absent.
  mutating func strings(_ key: String, isRequired: Bool = false) -> [String]? {
    list(key, isRequired: isRequired, isSet: true) { [scalars] node, path, _ in scalars.string(node, path) }
  }

  /// A list of strings, each once, that `parse` turns into values; nil if it is absent.
  mutating func parsedList<Value>(
    _ key: String, _ kind: ManifestProblem.Kind = .schema, expecting what: String, _ parse: (String) -> Value?
  ) -> [Value]? {
    list(key, isSet: true) { [scalars] node, path, _ in scalars.parsed(node, path, kind, expecting: what, parse) }
  }

  mutating func integers(_ key: String, isRequired: Bool = false) -> [Int64]? {
    list(key, isRequired: isRequired) { [scalars] node, path, _ in scalars.integer(node, path) }
  }

  mutating func strings(by key: String) -> [String: String] {
    dictionary(key) { [scalars] node, path in scalars.string(node, path) }
  }

  mutating func parameters(by key: String) -> [String: ParameterValue] {
    dictionary(key) { [scalars] node, path in scalars.parameter(node, path) }
  }

  mutating func numbers(by key: String) -> [String: Double] {
    dictionary(key) { [scalars] node, path in scalars.number(node, path) }
  }

  mutating func values<Value: RawRepresentable & CaseIterable>(
    by key: String, of type: Value.Type
  ) -> [String: Value] where Value.RawValue == String {
    dictionary(key) { [scalars] node, path in scalars.enumerated(node, path, of: type) }
  }

  mutating func parsedValues<Value>(
    by key: String, _ kind: ManifestProblem.Kind, expecting what: String, _ parse: (String) -> Value?
  ) -> [String: Value] {
    dictionary(key) { [scalars] node, path in scalars.parsed(node, path, kind, expecting: what, parse) }
  }

  /// A field that is the word `all`, or a list of strings.
  mutating func allOrStrings(_ key: String) -> AcceptedTypes? {
    let path = path.appending(key)
    guard let node = take(key, isRequired: true) else { return nil }
    if case .scalar = node.content {
      guard let word = scalars.string(node, path) else { return nil }
      if word == "all" { return .all }
      context.add(
        .schema, "'\(path)' is neither 'all' nor a list", at: node.start, help: "write 'all', or one type per line")
      return nil
    }
    let types = list(node, path, isSet: true) { [scalars, context] node, path, _ in
      let type = scalars.string(node, path)
      if type == "all" {
        context.add(
          .schema, "'all' is not an artifact type", at: node.start, help: "write 'acceptedArtifactTypes: all'")
      }
      return type
    }
    if types?.isEmpty == true {
      context.add(.schema, "'\(path)' is empty", at: node.start, help: "name a type, or write 'all'")
    }
    return types.map { .only($0) }
  }

  private mutating func list<Value>(
    _ key: String, isRequired: Bool = false, isSet: Bool = false, _ read: (Node, FieldPath, DecodingContext) -> Value?
  ) -> [Value]? {
    take(key, isRequired: isRequired).flatMap { list($0, path.appending(key), isSet: isSet, read) }
  }

  private func list<Value>(
    _ node: Node, _ path: FieldPath, isSet: Bool, _ read: (Node, FieldPath, DecodingContext) -> Value?
  ) -> [Value]? {
    guard case .sequence(let elements) = node.content else {
      context.add(.schema, "'\(path)' is not a list", at: node.start, help: "write one value per line, each after '- '")
      return nil
    }
    if isSet { requireDistinct(elements, path) }
    return elements.enumerated().compactMap { read($1, path.appending($0), context) }
  }

  /// Strings are compared by their bytes: to Swift, a text in another Unicode form is equal.
  private func requireDistinct(_ elements: [Node], _ path: FieldPath) {
    var seen: Set<[UInt8]> = []
    for element in elements {
      guard case .scalar(let scalar) = element.content, !seen.insert(Array(scalar.text.utf8)).inserted else { continue }
      context.add(.schema, "'\(scalar.text)' appears twice in '\(path)'", at: element.start, help: "remove it here")
    }
  }

  private mutating func dictionary<Value>(_ key: String, _ read: (Node, FieldPath) -> Value?) -> [String: Value] {
    guard let node = take(key, isRequired: false) else { return [:] }
    let path = path.appending(key)
    guard case .mapping(let pairs) = node.content else {
      context.add(.schema, "'\(path)' is not a mapping of keys to values", at: node.start)
      return [:]
    }
    var values: [String: Value] = [:]
    for pair in pairs { values[pair.key] = read(pair.value, path.appending(pair.key)) }
    return values
  }

  private static func read<Value>(
    _ node: Node, _ path: FieldPath, _ context: DecodingContext, _ read: (inout FieldReader) -> Value?
  ) -> Value? {
    var reader = FieldReader(node: node, path: path, context: context)
    let value = read(&reader)
    reader.finish()
    return value
  }
}
