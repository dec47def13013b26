package import Diagnostics

extension JSONValue {
  /// What was read, as it is written; numbers that are no whole ones as the nearest that a `Double` can be.
  package init(_ node: Node) {
    switch node.content {
    case .mapping(let pairs): self = .object(pairs.map { Member($0.key, JSONValue($0.value)) })
    case .sequence(let nodes): self = .array(nodes.map { JSONValue($0) })
    case .scalar(let scalar) where !scalar.isPlain: self = .string(scalar.text)
    case .scalar(let scalar):
      switch scalar.text {
      case "null": self = .null
      case "true", "false": self = .boolean(scalar.text == "true")
      default:
        if let integer = Int64(scalar.text) {
          self = .integer(integer)
        } else if let number = Double(scalar.text), number.isFinite {
          self = .number(number)
        } else {
          self = .string(scalar.text)
        }
      }
    }
  }

  /// Reads a text; nil if it is not JSON.
  package init?(json text: String) {
    guard let node = JSONReader.read(text, isForeign: true, takesAnyText: true).node else { return nil }
    self.init(node)
  }
}
