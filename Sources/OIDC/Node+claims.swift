import ManifestCoding

extension Node {
  func member(_ key: String) -> Node? { pairs.first { $0.key.utf8.elementsEqual(key.utf8) }?.value }

  /// A member that is a string.
  func text(_ key: String) -> String? { member(key)?.quotedText }

  /// A member that is a number.
  func number(_ key: String) -> Double? {
    guard case .scalar(let scalar)? = member(key)?.content, scalar.isPlain, let value = Double(scalar.text),
      value.isFinite
    else { return nil }
    return value
  }

  /// The text of a string.
  var quotedText: String? {
    guard case .scalar(let scalar) = content, !scalar.isPlain else { return nil }
    return scalar.text
  }

  /// A string, number or boolean as text; nil for null and for what has parts.
  var scalarText: String? {
    guard case .scalar(let scalar) = content, !(scalar.isPlain && scalar.text == "null") else { return nil }
    return scalar.text
  }
}
