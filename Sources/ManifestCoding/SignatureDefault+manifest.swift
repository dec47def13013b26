internal import Diagnostics
internal import Manifests

extension FieldReader {
  /// The default of a parameter of inference: a value; a list if there is a `shape`; a mapping if the type is an
  /// object. Lists and mappings may hold `null`.
  mutating func defaultValue(_ key: String, isObject: Bool) -> SignatureDefault? {
    let path = path.appending(key)
    guard let node = content(key) else { return nil }
    switch node.content {
    case .scalar(let scalar) where scalar.isPlain && scalar.text == "null":
      return refuse("'\(path)' is null", node, help: "leave it out")
    case .sequence where !self.node.pairs.contains(where: { $0.key == "shape" }):
      return refuse("'\(path)' is a list, but the parameter has no shape", node, help: "add 'shape: [-1]'")
    case .mapping where !isObject:
      return refuse("'\(path)' is a mapping, but the parameter is not an object", node, help: "write 'type: object'")
    default: return SignatureDefault(node: node, path, ScalarReader(context: context), isInner: false)
    }
  }

  private func refuse(_ message: String, _ node: Node, help: String) -> SignatureDefault? {
    context.add(.schema, message, at: node.start, help: help)
    return nil
  }
}

extension SignatureDefault {
  /// Nil, with a problem reported, if some of it cannot be read.
  fileprivate init?(node: Node, _ path: FieldPath, _ scalars: ScalarReader, isInner: Bool) {
    switch node.content {
    case .scalar(let scalar):
      if isInner, scalar.isPlain, scalar.text == "null" {
        self = .null
        return
      }
      guard let value = scalars.parameter(node, path) else { return nil }
      self = .value(value)
    case .sequence(let nodes):
      let elements = nodes.enumerated().map {
        SignatureDefault(node: $1, path.appending($0), scalars, isInner: true)
      }
      guard !elements.contains(nil) else { return nil }
      self = .list(elements.compactMap { $0 })
    case .mapping(let pairs):
      let members = pairs.map {
        ($0.key, SignatureDefault(node: $0.value, path.appending($0.key), scalars, isInner: true))
      }
      guard !members.contains(where: { $0.1 == nil }) else { return nil }
      self = .object(
        Dictionary(members.compactMap { key, value in value.map { (key, $0) } }) { first, _ in first })
    }
  }

  var value: JSONValue {
    switch self {
    case .value(let value): value.value
    case .list(let elements): .array(elements.map(\.value))
    case .object(let members): Fields.dictionary(members, \.value) ?? .object([])
    case .null: .null
    }
  }
}
