import Actions

/// A lineage in columns, as large as it is: its frame scrolls.
struct LineageDrawing {
  let title: String
  let words: String
  let layers: LineageLayers
  let roots: Set<String>
  let node: (String) -> LineageNode

  private static let width = 250.0
  private static let gap = 60.0
  private static let row = 62.0
  static let box = 46.0
  private static let margin = 8.0

  func write(_ h: inout HTML) {
    let rows = Double(layers.columns.map(\.count).max() ?? 1)
    let height = rows * Self.row + 12
    let width = Double(layers.columns.count) * (Self.width + Self.gap) - Self.gap + 2 * Self.margin
    var places: [String: (x: Double, y: Double)] = [:]
    for (column, names) in layers.columns.enumerated() {
      let top = (height - Double(names.count) * Self.row) / 2
      for (index, name) in names.enumerated() {
        places[name] = (
          Self.margin + Double(column) * (Self.width + Self.gap), top + (Double(index) + 0.5) * Self.row
        )
      }
    }
    h(
      "svg", .class("plot", "whole"), .viewBox(width, height), .number("width", width), .number("height", height),
      .group,
      .labelled(by: "lineage-t"), .described(by: "lineage-d")
    ) { h in
      h("title", .id("lineage-t"), text: title)
      h("desc", .id("lineage-d"), text: words)
      for edge in layers.edges {
        guard let start = places[edge.input], let end = places[edge.output] else { continue }
        h.empty("path", .class("edge"), .curve(from: (start.x + Self.width, start.y), to: (end.x, end.y)))
      }
      for name in layers.columns.joined() {
        guard let place = places[name] else { continue }
        Self.box(&h, node(name), isSelf: roots.contains(name), x: place.x, y: place.y, width: Self.width)
      }
    }
  }

  /// - Parameter y: of its middle.
  static func box(_ h: inout HTML, _ node: LineageNode, isSelf: Bool, x: Double, y: Double, width: Double) {
    func content(_ h: inout HTML) {
      h.empty(
        "rect", isSelf ? .class("node", "self") : .class("node"), .number("x", x), .number("y", y - box / 2),
        .number("width", width), .number("height", box), .number("rx", 7))
      let letters = Int((width - 24) / 7.4)
      func cut(_ text: String) -> String { text.count > letters ? text.prefix(letters - 1) + "…" : text }
      h(
        "text", .class("n"), .number("x", x + 12), .number("y", node.place.isEmpty ? y + 4 : y - 3),
        text: cut(node.text))
      if !node.place.isEmpty {
        h("text", .class("s"), .number("x", x + 12), .number("y", y + 13), text: cut(node.place))
      }
    }
    guard let address = node.address else { return h("g", content: content) }
    h("a", .href(address), .label("\(node.text) \(node.place)"), content: content)
  }
}
