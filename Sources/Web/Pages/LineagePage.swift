import Actions
import Catalog
import Endpoints
import Manifests
import RegistryStore
import Rules
import Searching

/// All that a version, or any version of a model, was made from and became: a drawing, and the same as a table.
struct LineagePage {
  private let name: ModelName
  private let model: Model
  private let context: PageContext
  private let layers: LineageLayers
  private let graph: LineageGraph
  private let roots: [String]

  /// In the drawing; the table has all edges that were followed.
  private static let namesAtMost = 120
  private static let edgesAtMost = 400
  /// Of a model: the newest ones.
  private static let versionsAtMost = 100

  /// - Parameter number: nil for all versions of the model.
  init(_ name: ModelName, _ number: SemanticVersion?, _ context: PageContext) throws {
    (self.name, self.context) = (name, context)
    model = try context.find.model(name)
    if let number { _ = try context.find.version(number, of: name) }
    let numbers =
      try number.map { [$0] } ?? Array(context.table(of: name).rows.suffix(Self.versionsAtMost).map(\.number))
    let sight = context.sight
    let users: ((String) throws -> [String])? =
      try context.links.isAnswered ? sight.whole.catalog(isKept: sight.isTip)?.users : context.record.users(of:)
    let graph = try LineageGraph(
      around: name, numbers.map { .number($0) }, in: context.snapshot, atMost: Self.edgesAtMost,
      users: users.map { users in
        { try users($0).filter { sight.sees(String($0.prefix { $0 != "/" })) } }
      })
    // What a site leaves out leaves no trace.
    self.graph = context.links.isAnswered ? graph : graph.keeping { context.sees(lineage: $0.input) }
    let connected = Set(self.graph.edges.flatMap { [$0.input, $0.output] })
    let all = numbers.map { "\(name)@\($0)" }
    roots = number == nil ? all.filter(connected.contains) : all
    layers = LineageLayers(self.graph, around: roots, atMost: Self.namesAtMost)
  }

  private func node(_ text: String) -> LineageNode { LineageNode(text, context) }

  func page(_ number: SemanticVersion?) throws -> Page {
    let body = HTML { h in
      h("div", .class("stack")) { h in
        guard !graph.edges.isEmpty else {
          Section.empty(
            &h,
            "Nothing is recorded of what it was made from, and nothing that you may see was made from it. A version says it when it is published:",
            command: "git registry version create \(name) --lineage Datasets/NAME@1.0.0")
          return
        }
        drawing(&h)
        table(&h)
      }
    }
    guard let number else {
      return try ModelFrame.page(name, model, tab: .lineage, title: "Lineage of \(name)", body: body, context)
    }
    var page = Page(
      "Lineage of \(name)@\(number)",
      heading: HTML { h in
        h.text("Lineage of ")
        h("a", .href(context.links.version(name, "\(number)")), text: "\(model.title ?? name.model)@\(number)")
      }, body: body)
    page.crumbs = ModelFrame.crumbs(name, model, context)
    return page
  }

  private func drawing(_ h: inout HTML) {
    Section.card(
      &h, "graph", "Graph",
      note: { h in
        h(
          "span", .class("muted"),
          text: layers.isCut
            ? "the nearest \(Self.namesAtMost) of more"
            : NumberText.count(layers.columns.joined().count, "node", "nodes"))
      }
    ) { h in
      h("div", .class("pad", "scroll"), .focusable, .group, .label("Lineage")) { h in
        LineageDrawing(
          title: "Lineage of \(graph.root)",
          words: "What something was made from is left of it. The table below says the same.",
          layers: layers, roots: Set(roots), node: node
        ).write(&h)
      }
    }
  }

  private func table(_ h: inout HTML) {
    let edges = graph.edges.map { (node($0.input), node($0.output)) }
    Section.card(
      &h, "edges", "What was made from what",
      note: {
        $0("span", .class("muted"), text: graph.isCut ? "the first \(edges.count)" : NumberText.count(edges.count))
      }
    ) { h in
      Section.scroll(&h, "What was made from what") { h in
        h("table") { h in
          h.head([("Version", false), ("Was made from", false)])
          h("tbody") { h in
            for (input, output) in edges {
              h("tr") { h in
                h("th", .row) { write(&$0, output) }
                h("td") { write(&$0, input) }
              }
            }
          }
        }
      }
    }
  }

  private func write(_ h: inout HTML, _ node: LineageNode) {
    guard let address = node.address else {
      h("span", .class("muted", "wrap"), text: node.words)
      return
    }
    h("a", .class("wrap"), .href(address), node.place == "elsewhere" ? .foreign : nil, text: node.words)
  }
}
