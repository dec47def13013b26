import Actions

/// A lineage from left to right: what something was made from stands left of it.
struct LineageLayers {
  /// The names of versions and addresses, as manifests have them.
  let columns: [[String]]
  /// Between those that are in a column.
  let edges: [LineageGraph.Edge]
  /// True if there are more than are shown.
  let isCut: Bool

  /// - Parameters:
  ///   - roots: in the middle.
  ///   - limit: names, at most: the ones nearest to the roots.
  init(_ graph: LineageGraph, around roots: [String], atMost limit: Int) {
    let (inputs, outputs) = (graph.inputs, graph.outputs)
    var order: [String] = []
    var seen: Set<String> = []
    for root in roots where seen.insert(root).inserted { order.append(root) }
    // Nearest first.
    var place = 0
    while place < order.count {
      let name = order[place]
      for other in (inputs[name] ?? []) + (outputs[name] ?? []) where seen.insert(other).inserted {
        order.append(other)
      }
      place += 1
    }
    isCut = graph.isCut || order.count > limit
    let shown = order.prefix(limit)
    let names = Set(shown)
    edges = graph.edges.filter { names.contains($0.input) && names.contains($0.output) }
    let column = Self.columns(names, edges)
    let byColumn = Dictionary(grouping: shown) { column[$0] ?? 0 }
    columns = byColumn.keys.sorted().map { byColumn[$0] ?? [] }
  }

  /// Each right of all that it was made from, and what was made from nothing as far right as may be.
  private static func columns(_ names: Set<String>, _ edges: [LineageGraph.Edge]) -> [String: Int] {
    var column = Dictionary(uniqueKeysWithValues: names.map { ($0, 0) })
    // A circle, which no rule allows but a manifest can say, would go on for ever.
    for _ in names {
      var hasMoved = false
      for edge in edges where edge.input != edge.output {
        let least = (column[edge.input] ?? 0) + 1
        if (column[edge.output] ?? 0) < least, least <= names.count {
          column[edge.output] = least
          hasMoved = true
        }
      }
      if !hasMoved { break }
    }
    let outputs = Set(edges.map(\.output))
    for (name, next) in Dictionary(grouping: edges, by: \.input) where !outputs.contains(name) {
      column[name] = (next.compactMap { column[$0.output] }.min() ?? 1) - 1
    }
    return column
  }
}
