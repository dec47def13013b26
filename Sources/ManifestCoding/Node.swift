/// A manifest's text as a tree, every part with its place.
package struct Node: Hashable, Sendable {
  package indirect enum Content: Hashable, Sendable {
    case scalar(Scalar)
    case sequence([Node])
    case mapping([Pair])
  }

  package struct Scalar: Hashable, Sendable {
    package let text: String
    /// True where the text had no quotes, so that its type follows from its look.
    package let isPlain: Bool
  }

  package struct Pair: Hashable, Sendable {
    package let key: String
    package let keyMark: Mark
    package let value: Node
  }

  package let content: Content
  package let start: Mark
  /// The place after the last character.
  package let end: Mark

  package init(_ content: Content, start: Mark, end: Mark) {
    self.content = content
    self.start = start
    self.end = end
  }

  package var pairs: [Pair] {
    if case .mapping(let pairs) = content { pairs } else { [] }
  }

  package var elements: [Node] {
    if case .sequence(let nodes) = content { nodes } else { [] }
  }

  /// Where a field stands: its key's place in a mapping, its own in a sequence. The nearest outer field for one that is not there.
  package func mark(of path: FieldPath) -> Mark {
    var node = self
    var mark = start
    for step in path.steps {
      switch step {
      case .key(let key):
        guard let pair = node.pairs.first(where: { $0.key == key }) else { return mark }
        mark = pair.keyMark
        node = pair.value
      case .index(let index):
        guard node.elements.indices.contains(index) else { return mark }
        node = node.elements[index]
        mark = node.start
      }
    }
    return mark
  }
}

/// The way to a field: `artifacts[0].digest`.
package struct FieldPath: Hashable, Sendable, CustomStringConvertible {
  package enum Step: Hashable, Sendable {
    case key(String)
    case index(Int)
  }

  package let steps: [Step]

  package init(_ steps: [Step] = []) { self.steps = steps }
  package init(_ keys: String...) { steps = keys.map { .key($0) } }

  package static let top = FieldPath([])

  package func appending(_ key: String) -> FieldPath { FieldPath(steps + [.key(key)]) }
  package func appending(_ index: Int) -> FieldPath { FieldPath(steps + [.index(index)]) }

  package var description: String {
    var text = ""
    for step in steps {
      switch step {
      case .key(let key): text += (text.isEmpty ? "" : ".") + key
      case .index(let index): text += "[\(index)]"
      }
    }
    return text
  }
}
