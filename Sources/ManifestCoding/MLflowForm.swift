/// Turns MLflow's spelling of a signature's parts into a manifest's, as trees, so that one reader reads both:
///
/// | MLflow | manifest |
/// |---|---|
/// | `"tensor-spec": {"dtype": …, "shape": …}` | `dtype` and `shape` beside `type` |
/// | `null` for a default, a shape, a name, `required` | left out |
/// | `dtype` of a parameter (old files) | `type` |
enum MLflowForm {
  private static let nullable = ["default", "shape", "name", "required"]

  static func manifestForm(of list: Node.Pair) -> Node.Pair {
    guard case .sequence(let elements) = list.value.content else { return list }
    let isParams = list.key == "params"
    let content = elements.map { element(of: $0, isParameter: isParams) }
    return .init(
      key: list.key, keyMark: list.keyMark,
      value: Node(.sequence(content), start: list.value.start, end: list.value.end))
  }

  private static func element(of node: Node, isParameter: Bool) -> Node {
    guard case .mapping(let pairs) = node.content else { return node }
    let hasType = pairs.contains { $0.key == "type" }
    var result: [Node.Pair] = []
    for pair in pairs {
      if nullable.contains(pair.key), isNull(pair.value) { continue }
      if !isParameter, pair.key == "tensor-spec", case .mapping(let inner) = pair.value.content {
        result += inner
      } else if isParameter, pair.key == "dtype", !hasType {
        result.append(.init(key: "type", keyMark: pair.keyMark, value: pair.value))
      } else {
        result.append(pair)
      }
    }
    return Node(.mapping(result), start: node.start, end: node.end)
  }

  private static func isNull(_ node: Node) -> Bool {
    guard case .scalar(let scalar) = node.content else { return false }
    return scalar.isPlain && ["null", "~", ""].contains(scalar.text)
  }
}
