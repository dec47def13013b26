internal import Diagnostics
internal import Manifests

extension FieldReader {
  /// The default of a parameter of inference: a value, a list or a mapping, which may hold `null`.
  mutating func defaultValue(_ key: String) -> SignatureDefault? {
    let path = path.appending(key)
    return content(key).flatMap { SignatureDefault(node: $0, path, ScalarReader(context: context), isInner: false) }
  }
}

extension SignatureDefault {
  /// Nil, with a problem told, where some of it cannot be read.
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
