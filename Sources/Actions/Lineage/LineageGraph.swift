package import Diagnostics
package import Manifests
package import RegistryStore
import Rules

/// What versions were made from, as a graph of versions and addresses.
package struct LineageGraph {
  package struct Edge: Hashable {
    /// What was used.
    package let input: String
    /// What was made from it.
    package let output: String
  }

  package let root: String
  /// Each once, in the order in which they were found.
  package private(set) var edges: [Edge] = []
  /// True if there are more than were asked for.
  package private(set) var isCut = false

  /// - Parameters:
  ///   - up: follows what the root was made from.
  ///   - down: follows what was made from it.
  ///   - users: what was made from a version, in the order of models and numbers; nil for reading every version of the repository.
  package init(
    of name: ModelName, _ exact: ExactVersion, in snapshot: CommitSnapshot, up: Bool, down: Bool,
    users: ((String) throws -> [String])? = nil
  ) throws {
    root = "\(name)@\(exact)"
    try follow([root], in: snapshot, up: up, down: down, users, atMost: .max)
  }

  /// The graph around all versions of a model.
  ///
  /// - Parameters:
  ///   - users: as above.
  ///   - limit: edges, at most.
  package init(
    around name: ModelName, _ versions: [ExactVersion], in snapshot: CommitSnapshot, atMost limit: Int,
    users: ((String) throws -> [String])?
  ) throws {
    root = versions.count == 1 ? "\(name)@\(versions[0])" : "\(name)"
    try follow(
      versions.map { "\(name)@\($0)" }, in: snapshot, up: true, down: true, users, atMost: limit)
  }

  private mutating func follow(
    _ roots: [String], in snapshot: CommitSnapshot, up: Bool, down: Bool, _ users: ((String) throws -> [String])?,
    atMost limit: Int
  ) throws {
    if up { try follow(roots, limit) { try Self.inputs(of: $0, in: snapshot).map { ($0, $1) } } }
    if down, let users {
      try follow(roots, limit) { node in try users(node).map { ($0, Edge(input: node, output: $0)) } }
    } else if down {
      let all = Dictionary(grouping: try Self.allEdges(in: snapshot), by: \.input)
      try follow(roots, limit) { node in (all[node] ?? []).map { ($0.output, $0) } }
    }
  }

  /// The graph with some of its edges.
  package func keeping(_ isKept: (Edge) -> Bool) -> LineageGraph {
    var graph = self
    graph.edges = edges.filter(isKept)
    return graph
  }

  /// What each version was made from.
  package var inputs: [String: [String]] { Dictionary(grouping: edges, by: \.output).mapValues { $0.map(\.input) } }

  /// What was made from each version.
  package var outputs: [String: [String]] { Dictionary(grouping: edges, by: \.input).mapValues { $0.map(\.output) } }

  package var value: JSONValue {
    .object([
      "root": .string(root),
      "edges": .array(edges.map { .object(["input": .string($0.input), "output": .string($0.output)]) }),
    ])
  }

  /// Adds the edges that `next` gives, node by node, each node once.
  private mutating func follow(
    _ roots: [String], _ limit: Int, _ next: (String) throws -> [(String, Edge)]
  ) throws {
    var queue = roots
    var place = 0
    var seen = Set(roots)
    var known = Set(edges)
    while place < queue.count {
      for (other, edge) in try next(queue[place]) {
        if edges.count >= limit, !known.contains(edge) {
          isCut = true
          return
        }
        if known.insert(edge).inserted { edges.append(edge) }
        if seen.insert(other).inserted { queue.append(other) }
      }
      place += 1
    }
  }

  private static func inputs(of node: String, in snapshot: CommitSnapshot) throws -> [(String, Edge)] {
    guard let reference = Reference(node), let model = reference.modelName else { return [] }
    let lineage: [LineageInput]
    switch reference.selector {
    case .version(let number): lineage = try snapshot.version("\(number)", of: model)?.value?.lineage ?? []
    case .candidate(let id): lineage = try snapshot.candidate(id, of: model)?.value?.lineage ?? []
    case .alias, .range, .latest, nil: return []
    }
    return lineage.map { ($0.input, Edge(input: $0.input, output: node)) }
  }

  private static func allEdges(in snapshot: CommitSnapshot) throws -> [Edge] {
    var edges: [Edge] = []
    for registry in try snapshot.registryNames() {
      for model in try snapshot.modelNames(in: registry) {
        let name = ModelName(registry: registry, model: model)
        for number in try snapshot.versions(of: name) {
          let lineage = try snapshot.value(of: number, in: name)?.lineage ?? []
          edges += lineage.map { Edge(input: $0.input, output: "\(name)@\(number)") }
        }
      }
    }
    return edges
  }
}
