/// The field of a manifest in which a line is.
struct FieldAtLine: Equatable {
  /// At the top: `metrics`.
  let field: String
  /// Below it: `accuracy`; nil for the field as a whole, and for elements of lists.
  let key: String?

  /// - Parameters:
  ///   - text: a manifest in canonical form, YAML or JSON.
  ///   - line: counted from 1.
  /// - Returns: nil for a line before the first field.
  init?(_ line: Int, of text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.indices.contains(line - 1) else { return nil }
    let isJSON = text.first == "{"
    let top = isJSON ? 2 : 0
    var below: String?
    for index in stride(from: line - 1, through: 0, by: -1) {
      guard let (depth, key) = Self.key(lines[index]) else { continue }
      if depth == top {
        (field, self.key) = (key, below)
        return
      }
      if depth == top + 2, below == nil { below = key }
    }
    return nil
  }

  /// `  accuracy: 0.9` or `    "accuracy": 0.9`.
  private static func key(_ line: Substring) -> (depth: Int, key: String)? {
    let depth = line.prefix { $0 == " " }.count
    let rest = line.dropFirst(depth)
    guard let first = rest.first, first != "-", first != "#" else { return nil }
    if first == "\"" || first == "'" {
      guard let end = rest.dropFirst().firstIndex(of: first), rest[rest.index(after: end)...].hasPrefix(":") else {
        return nil
      }
      return (depth, String(rest[rest.index(after: rest.startIndex)..<end]))
    }
    guard let colon = rest.firstRange(of: ": ")?.lowerBound ?? (rest.last == ":" ? rest.indices.last : nil) else {
      return nil
    }
    return (depth, String(rest[..<colon]))
  }
}
