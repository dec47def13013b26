import Endpoints
import Manifests
import RegistryStore

/// What a version was made from, and what was made from it: a drawing of the next ones on both sides.
struct VersionLineage {
  private let name: ModelName
  private let number: SemanticVersion
  private let links: Links
  /// As the manifest has them: some may be hidden from the viewer.
  private let inputs: [LineageNode]
  private let outputs: [LineageNode]

  /// Of each side: more are told by their number.
  private static let nodesAtMost = 8

  init(_ name: ModelName, _ number: SemanticVersion, _ version: ModelVersion, _ context: PageContext) throws {
    (self.name, self.number, links) = (name, number, context.links)
    let isTold: (LineageInput) -> Bool = { input in
      // What a site leaves out leaves no trace; a viewer learns that there is something else.
      context.links.isAnswered || input.isAddress
        || Reference(input.input).map { context.sight.sees($0.registry) } ?? false
    }
    inputs = version.lineage.filter(isTold).map { LineageNode($0.input, context) }
    let users = try context.record.users(of: "\(name)@\(number)")
    outputs = users.filter { context.sight.sees(String($0.prefix { $0 != "/" })) }.map { LineageNode($0, context) }
  }

  func write(_ h: inout HTML) throws {
    guard !inputs.isEmpty || !outputs.isEmpty else { return }
    Section.card(
      &h, "lineage", "Lineage",
      note: { h in
        h("span", .class("muted")) { h in
          h.text("\(summary). ")
          h("a", .href(links.version(name, "\(number)", "lineage")), text: "All of it")
        }
      }
    ) { h in
      h("div", .class("pad", "scroll", "graph"), .focusable, .group, .label("Lineage")) { draw(&$0) }
    }
  }

  private var summary: String {
    let parts = [
      inputs.isEmpty ? nil : "made from \(inputs.count)", outputs.isEmpty ? nil : "used by \(outputs.count)",
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }

  // MARK: The drawing

  private static let width = 860.0
  private static let row = 62.0

  private func draw(_ h: inout HTML) {
    let rows = Double(max(shown(inputs).count, shown(outputs).count, 1))
    let height = rows * Self.row + 12
    let middle = height / 2
    h(
      "svg", .class("plot"), .viewBox(Self.width, height), .group, .labelled(by: "lineage-t"),
      .described(by: "lineage-d")
    ) { h in
      h("title", .id("lineage-t"), text: "Lineage of \(name)@\(number)")
      h("desc", .id("lineage-d"), text: words)
      column(&h, shown(inputs), x: 8, width: 250, height: height) { y in ((258, y), (318, middle)) }
      let own = LineageNode(text: "\(name.model)@\(number)", place: "this version", address: nil)
      LineageDrawing.box(&h, own, isSelf: true, x: 318, y: middle, width: 234)
      column(&h, shown(outputs), x: 602, width: 250, height: height) { y in ((552, middle), (602, y)) }
    }
  }

  private func shown(_ nodes: [LineageNode]) -> [LineageNode] {
    guard nodes.count > Self.nodesAtMost else { return nodes }
    let rest = nodes.count - Self.nodesAtMost + 1
    return nodes.prefix(Self.nodesAtMost - 1) + [
      LineageNode(text: "\(NumberText.count(rest)) more", place: "", address: nil)
    ]
  }

  private func column(
    _ h: inout HTML, _ nodes: [LineageNode], x: Double, width: Double, height: Double,
    edge: (Double) -> ((Double, Double), (Double, Double))
  ) {
    let top = (height - Double(nodes.count) * Self.row) / 2
    for (index, node) in nodes.enumerated() {
      let y = top + (Double(index) + 0.5) * Self.row
      let (start, end) = edge(y)
      h.empty("path", .class("edge"), .curve(from: start, to: end))
      LineageDrawing.box(&h, node, isSelf: false, x: x, y: y, width: width)
    }
  }

  private var words: String {
    func list(_ nodes: [LineageNode]) -> String { nodes.prefix(20).map(\.words).joined(separator: ", ") }
    return [inputs.isEmpty ? nil : "Made from \(list(inputs)).", outputs.isEmpty ? nil : "Used by \(list(outputs))."]
      .compactMap { $0 }.joined(separator: " ")
  }
}
