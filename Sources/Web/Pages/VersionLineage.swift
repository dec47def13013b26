import Actions
import Endpoints
import Manifests
import RegistryStore
import Rules

/// What a version was made from, and what was made from it: a drawing, and the same as a list.
struct VersionLineage {
  private let name: ModelName
  private let number: SemanticVersion
  private let links: Links
  /// As the manifest has them: some may be hidden from the viewer.
  private let inputs: [Node]
  private let outputs: [Node]

  private struct Node {
    let text: String
    let place: String
    /// Nil for what the viewer cannot see, or what is elsewhere.
    let address: Address?
  }

  /// Of each side: more are told by their number.
  private static let nodesAtMost = 8

  init(_ name: ModelName, _ number: SemanticVersion, _ version: ModelVersion, _ context: PageContext) throws {
    (self.name, self.number, links) = (name, number, context.links)
    let isTold: (LineageInput) -> Bool = { input in
      // What a site leaves out leaves no trace; a viewer learns that there is something else.
      context.links.isAnswered || input.isAddress
        || Reference(input.input).map { context.sight.sees($0.registry) } ?? false
    }
    inputs = version.lineage.filter(isTold).map { Self.node($0.input, isAddress: $0.isAddress, context) }
    let users = try context.record.users(of: "\(name)@\(number)")
    outputs = users.filter { context.sight.sees(String($0.prefix { $0 != "/" })) }.map {
      Self.node($0, isAddress: false, context)
    }
  }

  private static func node(_ text: String, isAddress: Bool, _ context: PageContext) -> Node {
    if isAddress { return Node(text: text, place: "elsewhere", address: Address(foreign: text)) }
    guard let reference = Reference(text), let model = reference.model, context.sight.sees(reference.registry) else {
      return Node(text: "a version you cannot see", place: "", address: nil)
    }
    let address = context.links.reference(text)
    return Node(
      text: model + (reference.selector.map { "@\($0)" } ?? ""), place: reference.registry,
      address: address.flatMap { $0.isNowhere ? nil : $0 })
  }

  func write(_ h: inout HTML) throws {
    guard !inputs.isEmpty || !outputs.isEmpty else { return }
    Section.card(&h, "lineage", "Lineage", note: { $0("span", .class("muted"), text: summary) }) { h in
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
  private static let box = 46.0

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
      box(
        &h, Node(text: "\(name.model)@\(number)", place: "this version", address: nil), isSelf: true, x: 318, y: middle,
        width: 234)
      column(&h, shown(outputs), x: 602, width: 250, height: height) { y in ((552, middle), (602, y)) }
    }
  }

  private func shown(_ nodes: [Node]) -> [Node] {
    guard nodes.count > Self.nodesAtMost else { return nodes }
    let rest = nodes.count - Self.nodesAtMost + 1
    return nodes.prefix(Self.nodesAtMost - 1) + [Node(text: "\(NumberText.count(rest)) more", place: "", address: nil)]
  }

  private func column(
    _ h: inout HTML, _ nodes: [Node], x: Double, width: Double, height: Double,
    edge: (Double) -> ((Double, Double), (Double, Double))
  ) {
    let top = (height - Double(nodes.count) * Self.row) / 2
    for (index, node) in nodes.enumerated() {
      let y = top + (Double(index) + 0.5) * Self.row
      let (start, end) = edge(y)
      h.empty("path", .class("edge"), .curve(from: start, to: end))
      box(&h, node, isSelf: false, x: x, y: y, width: width)
    }
  }

  private func box(_ h: inout HTML, _ node: Node, isSelf: Bool, x: Double, y: Double, width: Double) {
    func content(_ h: inout HTML) {
      h.empty(
        "rect", isSelf ? .class("node", "self") : .class("node"), .number("x", x), .number("y", y - Self.box / 2),
        .number("width", width), .number("height", Self.box), .number("rx", 7))
      let letters = Int((width - 24) / 7.4)
      let text = node.text.count > letters ? node.text.prefix(letters - 1) + "…" : node.text
      h("text", .class("n"), .number("x", x + 12), .number("y", node.place.isEmpty ? y + 4 : y - 3), text: text)
      if !node.place.isEmpty { h("text", .class("s"), .number("x", x + 12), .number("y", y + 13), text: node.place) }
    }
    guard let address = node.address else { return content(&h) }
    h("a", .href(address), .label("\(node.text) \(node.place)"), content: content)
  }

  private var words: String {
    func list(_ nodes: [Node]) -> String {
      nodes.prefix(20).map { $0.place.isEmpty ? $0.text : "\($0.place)/\($0.text)" }.joined(separator: ", ")
    }
    return [inputs.isEmpty ? nil : "Made from \(list(inputs)).", outputs.isEmpty ? nil : "Used by \(list(outputs))."]
      .compactMap { $0 }.joined(separator: " ")
  }
}
