/// A manifest's text as a tree, every part with its place.
package struct Node: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case scalar(Scalar)
    case sequence([Node])
    case mapping([Pair])
  }

  package struct Scalar: Hashable, Sendable {
    package let text: String
    /// True if the text had no quotes, so that its type follows from its look.
    package let isPlain: Bool

    package init(text: String, isPlain: Bool) {
      self.text = text
      self.isPlain = isPlain
    }
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

  /// True for `null`, as JSON writes it.
  package var isNull: Bool {
    if case .scalar(let scalar) = content { scalar.isPlain && scalar.text == "null" } else { false }
  }

  package var elements: [Node] {
    if case .sequence(let nodes) = content { nodes } else { [] }
  }

  /// Where a field is: its key's place in a mapping, its own in a sequence. The nearest outer field for one that is not there.
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
///
/// A chain of steps, the last one first: a reader makes one path a field and hardly ever looks at it, and a copied list of
/// steps a field was a fifth of the time of reading a manifest.
package struct FieldPath: Hashable, Sendable, CustomStringConvertible {
  package enum Step: Hashable, Sendable {
    case key(String)
    case index(Int)
  }

  private final class Link: Sendable {
    let step: Step
    let before: Link?

    init(_ step: Step, after before: Link?) {
      self.step = step
      self.before = before
    }
  }

  private let last: Link?

  private init(last: Link?) { self.last = last }

  package init(_ steps: [Step] = []) { last = steps.reduce(nil) { Link($1, after: $0) } }
  package init(_ keys: String...) { last = keys.reduce(nil) { Link(.key($1), after: $0) } }

  package static let top = FieldPath([])

  package func appending(_ key: String) -> FieldPath { FieldPath(last: Link(.key(key), after: last)) }
  package func appending(_ index: Int) -> FieldPath { FieldPath(last: Link(.index(index), after: last)) }

  package var steps: [Step] {
    var steps: [Step] = []
    var link = last
    while let step = link?.step {
      steps.append(step)
      link = link?.before
    }
    return steps.reversed()
  }

  package static func == (left: FieldPath, right: FieldPath) -> Bool { left.steps == right.steps }

  package func hash(into hasher: inout Hasher) { hasher.combine(steps) }

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
