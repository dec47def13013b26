import GitObjects
import Manifests

/// Which versions of a snapshot were made from themselves: the strongly connected components of its lineage.
///
/// Each version is walked once, however many ask and whatever the lineage looks like: a chain, a fan, diamonds, a cycle. The walk
/// keeps its own stack, so that no lineage is too deep.
///
/// Source: R. Tarjan, Depth-First Search and Linear Graph Algorithms, 1972.
final class LineageComponents {
  private struct Node {
    /// The names of what it was made from, in this repository.
    let inputs: [String]
    /// The first of them that was not looked at yet.
    var next = 0
    /// The lowest place on the stack that it is known to lead to.
    var lowest: Int
    let place: Int
  }

  /// By `REGISTRY/MODEL@VERSION`; versions of one number were each made from the other.
  private var components: [String: Int] = [:]
  private var componentCount = 0

  /// True if a version that has an input would be made from itself through it.
  func isCycle(from version: String, by input: String, in snapshot: some Snapshot) throws(GitError) -> Bool {
    if version == input { return true }
    if components[version] == nil { try walk(from: version, in: snapshot) }
    return components[version] == components[input]
  }

  private func walk(from start: String, in snapshot: some Snapshot) throws(GitError) {
    /// What is walked and has no component yet, with its place on the stack.
    var open: [String: Int] = [:]
    var stack: [String] = []
    var path: [Node] = []
    func enter(_ name: String) throws(GitError) {
      let place = stack.count
      open[name] = place
      stack.append(name)
      path.append(Node(inputs: try snapshot.lineage(of: name), lowest: place, place: place))
    }
    try enter(start)
    while var node = path.popLast() {
      if node.next < node.inputs.count {
        let input = node.inputs[node.next]
        node.next += 1
        if let place = open[input] { node.lowest = min(node.lowest, place) }
        path.append(node)
        if open[input] == nil, components[input] == nil { try enter(input) }
        continue
      }
      if let last = path.indices.last { path[last].lowest = min(path[last].lowest, node.lowest) }
      guard node.lowest == node.place else { continue }
      for name in stack[node.place...] {
        open[name] = nil
        components[name] = componentCount
      }
      stack.removeSubrange(node.place...)
      componentCount += 1
    }
  }
}

extension Snapshot {
  /// The inputs of a version, those of this repository; none for what is not a version.
  fileprivate func lineage(of name: String) throws(GitError) -> [String] {
    guard let reference = Reference(name), let model = reference.modelName,
      case .version(let number)? = reference.selector
    else { return [] }
    return try version("\(number)", of: model)?.value?.lineage.filter { !$0.isAddress }.map(\.input) ?? []
  }
}
