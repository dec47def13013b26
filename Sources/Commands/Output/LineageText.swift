import Diagnostics
import Git

/// A lineage as text for people, Mermaid and Graphviz for pictures, JSON for programs.
enum LineageText {
  /// Two trees below the root: inputs marked `←`, outputs `→`.
  static func text(_ graph: LineageGraph) -> String {
    var lines = [graph.root]
    branch(
      of: graph.root, "←", { node in graph.edges.filter { $0.output == node }.map(\.input) }, "", [graph.root], &lines)
    branch(
      of: graph.root, "→", { node in graph.edges.filter { $0.input == node }.map(\.output) }, "", [graph.root], &lines)
    return lines.map { EscapedText.line($0) + "\n" }.joined()
  }

  private static func branch(
    of node: String, _ arrow: String, _ next: (String) -> [String], _ indent: String, _ path: Set<String>,
    _ lines: inout [String]
  ) {
    for other in next(node).sorted() {
      let isCycle = path.contains(other)
      lines.append("\(indent)  \(arrow) \(other)\(isCycle ? " (again)" : "")")
      if !isCycle { branch(of: other, arrow, next, indent + "  ", path.union([other]), &lines) }
    }
  }

  /// Source: https://mermaid.js.org/syntax/flowchart.html
  static func mermaid(_ graph: LineageGraph) -> String {
    let names = nodes(of: graph)
    var lines = ["flowchart LR"]
    lines += names.enumerated().map {
      "  n\($0)[\"\(escaped($1, ["\"": "#quot;", "<": "#lt;", ">": "#gt;", "#": "#35;"]))\"]"
    }
    lines += graph.edges.compactMap { edge in
      guard let one = names.firstIndex(of: edge.input), let two = names.firstIndex(of: edge.output) else { return nil }
      return "  n\(one) --> n\(two)"
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Source: https://graphviz.org/doc/info/lang.html
  static func dot(_ graph: LineageGraph) -> String {
    func quoted(_ name: String) -> String { "\"\(escaped(name, ["\"": "\\\"", "\\": "\\\\"]))\"" }
    let edges = graph.edges.map { "  \(quoted($0.input)) -> \(quoted($0.output));\n" }
    return "digraph lineage {\n  rankdir=LR;\n  \(quoted(graph.root));\n" + edges.joined() + "}\n"
  }

  static func value(_ graph: LineageGraph) -> JSONValue {
    .object([
      "root": .string(graph.root),
      "edges": .array(
        graph.edges.map { .object(["input": .string($0.input), "output": .string($0.output)]) }),
    ])
  }

  private static func nodes(of graph: LineageGraph) -> [String] {
    ([graph.root] + graph.edges.flatMap { [$0.input, $0.output] }).unique(without: [])
  }

  private static func escaped(_ text: String, _ replacements: [Character: String]) -> String {
    EscapedText.line(text).map { replacements[$0] ?? String($0) }.joined()
  }
}
