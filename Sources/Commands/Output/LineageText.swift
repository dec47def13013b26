import Actions
import Diagnostics
import Git

/// A lineage as text for people, Mermaid and Graphviz for pictures.
enum LineageText {
  /// Two trees below the root: inputs marked `←`, outputs `→`. What was drawn above is not drawn again, and what lies deeper
  /// than a page is wide goes on below.
  static func text(_ graph: LineageGraph) -> String {
    var inputs = LineageTree("←", graph.inputs)
    var outputs = LineageTree("→", graph.outputs)
    var lines = [graph.root]
    inputs.draw(below: graph.root, &lines)
    outputs.draw(below: graph.root, &lines)
    inputs.drawRest(&lines)
    outputs.drawRest(&lines)
    return lines.map { EscapedText.line($0) + "\n" }.joined()
  }

  /// Source: https://mermaid.js.org/syntax/flowchart.html
  static func mermaid(_ graph: LineageGraph) -> String {
    let names = nodes(of: graph)
    var lines = ["flowchart LR"]
    lines += names.enumerated().map {
      "  n\($0)[\"\(escaped($1, ["\"": "#quot;", "<": "#lt;", ">": "#gt;", "#": "#35;"]))\"]"
    }
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    lines += graph.edges.compactMap { edge in
      guard let one = places[edge.input], let two = places[edge.output] else { return nil }
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

  private static func nodes(of graph: LineageGraph) -> [String] {
    ([graph.root] + graph.edges.flatMap { [$0.input, $0.output] }).unique(without: [])
  }

  private static func escaped(_ text: String, _ replacements: [Character: String]) -> String {
    EscapedText.line(text).map { replacements[$0] ?? String($0) }.joined()
  }
}
