/// The comments of a YAML manifest, each with the field that it belongs to, so that rewriting the manifest keeps them.
package struct Comments: Hashable, Sendable {
  /// Whole lines, with the field that follows them.
  package var above: [FieldPath: [String]] = [:]
  /// Comments behind a value, with its field.
  package var trailing: [FieldPath: String] = [:]
  /// Lines after the last field.
  package var footer: [String] = []
  /// Numbers of lines with a comment that does not belong to a field that starts there: after a closing bracket, for example.
  package var placeless: [Int] = []

  package static let none = Comments()

  package var isEmpty: Bool { above.isEmpty && trailing.isEmpty && footer.isEmpty && placeless.isEmpty }

  private init() {}

  /// Finds the comments of a text that parsed to `node`.
  package init(of text: String, parsedTo node: Node) {
    var fields: [Field] = []
    Self.collect(node, at: .top, into: &fields)
    let scalars = fields.filter(\.isScalar)
    var pending: [String] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let number = index + 1
      let content = line.trimmingPrefix { $0 == " " || $0 == "\t" }
      let isInsideScalar = scalars.contains {
        $0.valueStart.line < number && number < $0.valueEnd.line + ($0.valueEnd.column > 1 ? 1 : 0)
      }
      if isInsideScalar { continue }
      if content.hasPrefix("#") {
        pending.append(String(content))
      } else if !content.isEmpty, let field = fields.first(where: { $0.start.line == number }) {
        if !pending.isEmpty { above[field.path] = pending }
        pending = []
        if let comment = Self.trailing(of: line, number, scalars) {
          let owner = fields.last { $0.start.line == number } ?? field
          trailing[owner.path] = comment
        }
      } else if !content.isEmpty, Self.trailing(of: line, number, scalars) != nil {
        placeless.append(number)
      }
    }
    footer = pending
  }

  /// The fields with a comment that `document` no longer has, as people write them.
  package func homeless(in fields: Set<FieldPath>) -> [FieldPath] {
    (Array(above.keys) + Array(trailing.keys)).filter { !fields.contains($0) }
  }

  private struct Field {
    let path: FieldPath
    let start: Mark
    let valueStart: Mark
    let valueEnd: Mark
    let isScalar: Bool
  }

  private static func collect(_ node: Node, at path: FieldPath, into fields: inout [Field]) {
    func add(_ value: Node, _ path: FieldPath, start: Mark) {
      var isScalar = false
      if case .scalar = value.content { isScalar = true }
      fields.append(Field(path: path, start: start, valueStart: value.start, valueEnd: value.end, isScalar: isScalar))
      collect(value, at: path, into: &fields)
    }
    switch node.content {
    case .scalar: break
    case .mapping(let pairs): for pair in pairs { add(pair.value, path.appending(pair.key), start: pair.keyMark) }
    case .sequence(let elements):
      for (index, element) in elements.enumerated() {
        if case .scalar = element.content {
          add(element, path.appending(index), start: element.start)
        } else {
          collect(element, at: path.appending(index), into: &fields)
        }
      }
    }
  }

  /// The first `#` after a space that is not in a scalar.
  private static func trailing(of line: Substring, _ number: Int, _ scalars: [Field]) -> String? {
    let characters = Array(line.unicodeScalars)
    for (index, character) in characters.enumerated() where character == "#" && index > 0 {
      let mark = Mark(line: number, column: index + 1)
      let isInScalar = scalars.contains { $0.valueStart <= mark && mark < $0.valueEnd }
      if !isInScalar, characters[index - 1] == " " || characters[index - 1] == "\t" {
        var comment = String.UnicodeScalarView()
        comment.append(contentsOf: characters[index...])
        return String(comment)
      }
    }
    return nil
  }
}
