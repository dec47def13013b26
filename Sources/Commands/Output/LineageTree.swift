/// One way through a lineage, drawn as a tree: each version with what is below it once, whatever ways lead to it.
///
///     Models/churn@1.0.0
///       ← Datasets/people@1.0.0
///         ← Datasets/raw@1.0.0
///       ← Datasets/raw@1.0.0 (again)
struct LineageTree {
  private let arrow: String
  /// What stands below each version.
  private let next: [String: [String]]
  private var drawn: Set<String> = []
  /// Versions that are drawn, while what is below them is not yet.
  private var cut: [String] = []

  /// Deeper than this nobody can tell levels, and the indentation of a long chain would be most of its text.
  private static let depthLimit = 32

  init(_ arrow: String, _ next: [String: [String]]) {
    self.arrow = arrow
    self.next = next
  }

  /// Draws what is below a version whose own line is there.
  mutating func draw(below root: String, _ lines: inout [String]) {
    drawn.insert(root)
    // A stack of its own, since a chain may be longer than the thread's.
    var stack = sorted(below: root).map { (name: $0, depth: 1) }
    while let (name, depth) = stack.popLast() {
      let isNew = drawn.insert(name).inserted
      let below = isNew ? sorted(below: name) : []
      let isCut = depth == Self.depthLimit && !below.isEmpty
      let remark = !isNew ? " (again)" : isCut ? " (continued below)" : ""
      lines.append(String(repeating: "  ", count: depth) + "\(arrow) \(name)\(remark)")
      if isCut { cut.append(name) } else { stack += below.map { ($0, depth + 1) } }
    }
  }

  /// Draws what was cut, each part below its own first line.
  mutating func drawRest(_ lines: inout [String]) {
    var place = 0
    while place < cut.count {
      lines += ["", cut[place]]
      draw(below: cut[place], &lines)
      place += 1
    }
  }

  /// The last one first, as a stack takes them.
  private func sorted(below name: String) -> [String] { (next[name] ?? []).sorted(by: >) }
}
