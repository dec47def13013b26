import Diagnostics
import Endpoints
import ManifestCoding

/// The fields of a request: an object of JSON as protobuf reads it, or a query.
///
/// Unknown fields are ignored, `null` is nothing, whole numbers may be text and NaN is text.
///
/// Source: https://protobuf.dev/programming-guides/json/
struct MLflowFields: Sendable {
  private let values: [String: Node]
  /// How messages name the object, with a dot: empty for the request itself.
  private let place: String

  private init(_ values: [String: Node], _ place: String) {
    self.values = values
    self.place = place
  }

  /// Reads the body of a request, or its query if it has no body.
  init(_ bytes: [UInt8], of request: ServerRequest) throws(MLflowError) {
    if bytes.isEmpty, request.method == .get || request.method == .head || !request.query.isEmpty {
      self.init(query: request.query)
    } else {
      try self.init(json: bytes)
    }
  }

  init(query: [(name: String, value: String)]) {
    let mark = Mark.start
    let values = Dictionary(grouping: query) { $0.name }.mapValues { items in
      let nodes = items.map { Node(.scalar(.init(text: $0.value, isPlain: false)), start: mark, end: mark) }
      return nodes.count == 1 ? nodes[0] : Node(.sequence(nodes), start: mark, end: mark)
    }
    self.init(values, "")
  }

  init(json bytes: [UInt8]) throws(MLflowError) {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .invalid("The request is not UTF-8") }
    guard !text.isEmpty else {
      self.init([:], "")
      return
    }
    let (node, problems) = JSONReader.read(text, isForeign: true, takesAnyText: true)
    guard let node else {
      throw MLflowError(.badRequest, "The request is not JSON: \(problems.first?.message ?? "")")
    }
    guard case .mapping(let pairs) = node.content else {
      throw MLflowError(.badRequest, "The request is not an object of JSON")
    }
    self.init(Dictionary(pairs.map { ($0.key, $0.value) }) { _, last in last }, "")
  }

  // MARK: Single values

  /// - Returns: nil if it is missing.
  func text(_ key: String) throws(MLflowError) -> String? {
    guard let node = values[key], !node.isNull else { return nil }
    guard case .scalar(let scalar) = node.content, !scalar.isPlain else { throw invalid(key, node, "str") }
    return scalar.text
  }

  /// A text that is not empty.
  func required(_ key: String) throws(MLflowError) -> String {
    guard let text = try text(key), !text.isEmpty else { throw missing(key) }
    return text
  }

  func integer(_ key: String) throws(MLflowError) -> Int64? {
    guard let node = values[key], !node.isNull else { return nil }
    guard case .scalar(let scalar) = node.content, let value = Self.integer(scalar.text) else {
      throw invalid(key, node, "int")
    }
    return value
  }

  /// `1.0` is a whole number too.
  private static func integer(_ text: String) -> Int64? {
    Int64(text) ?? Double(text).flatMap { Int64(exactly: $0) }
  }

  func requiredInteger(_ key: String) throws(MLflowError) -> Int64 {
    guard let value = try integer(key) else { throw missing(key) }
    return value
  }

  func requiredNumber(_ key: String) throws(MLflowError) -> Double {
    guard let node = values[key], !node.isNull else { throw missing(key) }
    guard case .scalar(let scalar) = node.content, let value = Self.number(scalar.text) else {
      throw invalid(key, node, "float")
    }
    return value
  }

  private static func number(_ text: String) -> Double? {
    switch text {
    case "NaN": .nan
    case "Infinity": .infinity
    case "-Infinity": -.infinity
    // Swift reads hexadecimal numbers and words that JSON does not have.
    default: text.utf8.allSatisfy { "+-.0123456789eE".utf8.contains($0) } ? Double(text) : nil
    }
  }

  func flag(_ key: String, unlessGiven usual: Bool = false) throws(MLflowError) -> Bool {
    guard let node = values[key], !node.isNull else { return usual }
    guard case .scalar(let scalar) = node.content, scalar.text == "true" || scalar.text == "false" else {
      throw invalid(key, node, "bool")
    }
    return scalar.text == "true"
  }

  // MARK: Lists

  /// Empty if it is missing; a single value is a list of one, as queries have them.
  func texts(_ key: String) throws(MLflowError) -> [String] {
    guard let node = values[key], !node.isNull else { return [] }
    let nodes = if case .sequence(let nodes) = node.content { nodes } else { [node] }
    var texts: [String] = []
    for node in nodes {
      guard case .scalar(let scalar) = node.content, !scalar.isPlain else { throw invalid(key, node, "list") }
      texts.append(scalar.text)
    }
    return texts
  }

  func objects(_ key: String) throws(MLflowError) -> [MLflowFields] {
    guard let node = values[key], !node.isNull else { return [] }
    guard case .sequence(let nodes) = node.content else { throw invalid(key, node, "list") }
    var objects: [MLflowFields] = []
    objects.reserveCapacity(nodes.count)
    for (index, node) in nodes.enumerated() {
      guard case .mapping(let pairs) = node.content else { throw invalid("\(key)[\(index)]", node, "dict") }
      let values = Dictionary(pairs.map { ($0.key, $0.value) }) { _, last in last }
      objects.append(MLflowFields(values, "\(place)\(key)[\(index)]."))
    }
    return objects
  }

  func object(_ key: String) throws(MLflowError) -> MLflowFields? {
    guard let node = values[key], !node.isNull else { return nil }
    guard case .mapping(let pairs) = node.content else { throw invalid(key, node, "dict") }
    return MLflowFields(Dictionary(pairs.map { ($0.key, $0.value) }) { _, last in last }, "\(place)\(key).")
  }

  /// Any value; nil if it is missing.
  func value(_ key: String) throws(MLflowError) -> JSONValue? {
    guard let node = values[key], !node.isNull else { return nil }
    return JSONValue(node)
  }

  /// Objects as they are.
  func values(_ key: String) throws(MLflowError) -> [JSONValue] {
    guard let node = values[key], !node.isNull else { return [] }
    guard case .sequence(let nodes) = node.content else { throw invalid(key, node, "list") }
    return nodes.map { JSONValue($0) }
  }

  /// An object whose values are texts.
  func map(_ key: String) throws(MLflowError) -> [String: String] {
    guard let node = values[key], !node.isNull else { return [:] }
    guard case .mapping(let pairs) = node.content else { throw invalid(key, node, "dict") }
    var map: [String: String] = [:]
    for pair in pairs {
      guard case .scalar(let scalar) = pair.value.content else {
        throw invalid("\(key).\(pair.key)", pair.value, "str")
      }
      map[pair.key] = scalar.text
    }
    return map
  }

  // MARK: What is wrong

  func missing(_ key: String) -> MLflowError {
    .invalid("Missing value for required parameter '\(place)\(key)'. \(Self.hint)")
  }

  private func invalid(_ key: String, _ node: Node, _ wanted: String) -> MLflowError {
    .invalid(
      "Invalid value \(node.json) for parameter '\(place)\(key)' supplied:  Hint: Value was of type '\(node.pythonType)'. \(Self.hint)"
    )
  }

  private static let hint = "See the API docs for more information about request parameters."
}

extension Node {
  /// As Python's `json.dumps` writes it without spaces.
  fileprivate var json: String {
    switch content {
    case .scalar(let scalar): scalar.isPlain ? scalar.text : JSONValue.quoted(scalar.text)
    case .sequence(let nodes): "[" + nodes.map(\.json).joined(separator: ",") + "]"
    case .mapping(let pairs):
      "{"
        + pairs.sorted { $0.key < $1.key }.map { JSONValue.quoted($0.key) + ":" + $0.value.json }.joined(separator: ",")
        + "}"
    }
  }

  fileprivate var pythonType: String {
    switch content {
    case .sequence: "list"
    case .mapping: "dict"
    case .scalar(let scalar) where !scalar.isPlain: "str"
    case .scalar(let scalar) where scalar.text == "true" || scalar.text == "false": "bool"
    case .scalar(let scalar): Int64(scalar.text) == nil ? "float" : "int"
    }
  }
}
