import Actions
import Diagnostics
import Endpoints
import Manifests
import RegistryStore
import Rules

/// Two to eight versions or candidates beside each other: what moving from the first to each other needs, then what differs.
struct ComparePage {
  private let name: ModelName
  private let model: Model
  private let context: PageContext
  /// As the query has them.
  private let texts: [String]

  init(_ name: ModelName, _ context: PageContext) throws {
    self.name = name
    self.context = context
    model = try context.find.model(name)
    texts = context.query.all("v") + context.query.all("add")
  }

  func page() throws -> Page {
    guard texts.count <= ComparisonTable.largestCount else {
      throw ActionFailure(
        .invalid, "\(texts.count) versions are more than fit beside each other",
        help: "compare at most \(ComparisonTable.largestCount)")
    }
    let references = try texts.map(reference)
    let body = try HTML { h in
      form(&h)
      guard references.count > 1 else { return choose(&h, references) }
      let table = try ComparisonTable(references, lower: [], by: context.find)
      h("div", .class("stack")) { h in
        verdict(&h, references)
        pills(&h, table)
        write(&h, table)
      }
    }
    let title = references.isEmpty ? "Compare" : "Compare \(NumberText.count(references.count, "version", "versions"))"
    guard references.count > 1 else {
      return try ModelFrame.page(name, model, tab: .compare, title: "\(title) of \(name)", body: body, context)
    }
    var page = Page("\(title) of \(name)", heading: HTML { $0.text(title) }, body: body)
    page.crumbs = ModelFrame.crumbs(name, model, context)
    page.lead = HTML { h in
      h.text("Changes are measured against the first, ")
      h("b", text: texts[0])
      h.text(".")
    }
    return page
  }

  /// `1.2.0`, `champion` and `candidate:7f3a` of this model, or a whole reference to another; nil for what is none.
  static func reference(_ text: String, of name: ModelName) -> Reference? {
    for whole in ["\(name)@\(text)", "\(name.registry)/\(text)", text] {
      if let reference = Reference(whole), reference.selector != nil { return reference }
    }
    return nil
  }

  private func reference(_ text: String) throws -> Reference {
    if let reference = Self.reference(text, of: name) { return reference }
    throw ActionFailure(
      .invalid, "'\(EscapedText.line(text))' names no version",
      help: "write 1.2.0, champion, OTHER@1.2.0 or REGISTRY/MODEL@1.2.0")
  }

  private func form(_ h: inout HTML) {
    guard context.links.isAnswered else { return }
    h("form", .class("filter"), .action(context.links.same(context.path, []))) { h in
      for text in texts { h.void("input", .own("type", "hidden"), .own("name", "v"), .value(text)) }
      if let at = context.links.at { h.void("input", .own("type", "hidden"), .own("name", "at"), .value(at)) }
      h.void(
        "input", .class("q"), .own("name", "add"), .label("Add a version"),
        .placeholder("Add a version: 1.2.0, champion, OTHER@latest"), .own("autocomplete", "off"))
      h("button", text: "Add")
    }
  }

  private func choose(_ h: inout HTML, _ references: [Reference]) {
    h("div", .class("card", "pad", "nothing")) { h in
      h("p") { h in
        h.text(
          references.isEmpty
            ? "Name the versions here, or tick them " : "Name another one to compare it with, or tick both ")
        h("a", .href(context.links.model(name)), text: "in the list of versions")
        h.text(".")
      }
    }
  }

  // MARK: The verdict

  private func verdict(_ h: inout HTML, _ references: [Reference]) {
    let comparisons = references.dropFirst().compactMap {
      try? VersionComparison(from: references[0], to: $0, by: context.find)
    }
    let isMajor = comparisons.contains { $0.needs.bump == "a major version" }
    h("section", isMajor ? .class("verdict", "warn") : .class("verdict"), .label("What moving needs")) { h in
      for comparison in comparisons {
        h("h2") { h in h.text(comparison.needs.sentence.prefix(1).uppercased() + comparison.needs.sentence.dropFirst())
        }
        h("ul") { h in
          for line in comparison.needs.lines { h("li", text: line) }
          if comparison.needs.lines.isEmpty { h("li", text: "no difference that callers see") }
        }
      }
    }
  }

  private func pills(_ h: inout HTML, _ table: ComparisonTable) {
    let differing = table.rows.count(where: \.differs)
    let isAll = context.query["all"] != nil
    guard context.links.isAnswered else { return }
    h("nav", .class("pills"), .label("Rows")) { h in
      h("a", .href(context.same([("all", nil)])), isAll ? nil : .current, text: "What differs \(differing)")
      h("a", .href(context.same([("all", "1")])), isAll ? .current : nil, text: "Everything \(table.rows.count)")
    }
  }

  // MARK: The table

  /// False for a lineage that names what the viewer cannot see.
  private func isTold(_ row: ComparisonTable.Row) -> Bool {
    guard row.kind == .lineage, let reference = Reference(row.name) else { return true }
    return context.sight.sees(reference.registry)
  }

  private func write(_ h: inout HTML, _ table: ComparisonTable) {
    let rows = (context.query["all"] != nil ? table.rows : table.rows.filter(\.differs)).filter(isTold)
    h("div", .class("card", "scroll"), .focusable, .group, .label("Comparison")) { h in
      h("table", .class("compare")) { h in
        h("caption", .class("hidden"), text: "Facts of \(table.sides.count) versions of \(name), side by side")
        h("thead") { h in
          h("tr") { h in
            h("th", .column) { $0("span", .class("hidden"), text: "Fact") }
            for (index, side) in table.sides.enumerated() { head(&h, index, side, table.names[index]) }
          }
        }
        h("tbody") { h in
          for group in ComparisonGroup.all {
            let shown = rows.filter { group.has($0.kind) }
            guard !shown.isEmpty else { continue }
            h("tr", .class("group")) { $0("th", .span(1 + table.sides.count), .rowGroup, text: group.title) }
            for row in shown { write(&h, row, table) }
          }
        }
      }
    }
  }

  private func head(_ h: inout HTML, _ index: Int, _ side: VersionComparison.Side, _ text: String) {
    h("th", .column) { h in
      let address =
        switch side.exact {
        case .number(let number): context.links.version(side.model, "\(number)")
        case .candidate(let id): context.links.candidate(side.model, id)
        }
      h("a", .href(address), .class("ver"), text: text)
      guard context.links.isAnswered else { return }
      h("div", .class("muted")) { h in
        var others = texts
        let first = others.remove(at: index)
        let kept: [(String, String)] = context.query["all"] == nil ? [] : [("all", "1")]
        if index > 0 {
          h(
            "a", .href(context.links.compare(name, [first] + others, kept)), .label("Make \(text) the first"),
            text: "make first")
          h.text(" · ")
        }
        h("a", .href(context.links.compare(name, others, kept)), .label("Remove \(text)"), text: "remove")
      }
    }
  }

  private func write(_ h: inout HTML, _ row: ComparisonTable.Row, _ table: ComparisonTable) {
    let directions = (try? context.find.registry(name.registry)).map(MetricDirections.init)
    let better = row.kind == .metric ? directions?.better(row.name) : nil
    let numbers = row.kind == .metric ? row.values.map { $0.flatMap(Double.init) } : []
    let decimals = NumberText.decimals(of: numbers.compactMap { $0 })
    let isHidden = row.kind == .lineage && !context.sees(lineage: row.name)
    h("tr") { h in
      h("th", .row) { h in
        h("code", text: isHidden ? LineageNode.hidden : row.name)
        if let better { h("span", .class("note"), text: better == .lower ? "lower is better" : "higher is better") }
      }
      for (index, value) in row.values.enumerated() {
        h("td") { h in
          guard let value else {
            h("span", .class("muted"), text: "–")
            return
          }
          guard row.kind == .metric, let number = numbers[index] else {
            h(
              "code", index > 0 && value != row.values[0] ? .class("diff") : nil,
              text: isHidden ? "one of its versions" : Self.shortened(value))
            return
          }
          let isBest = better != nil && row.best.contains(index)
          h("span", isBest ? .class("best") : nil, text: NumberText.fixed(number, decimals))
          h.text(" ")
          if index > 0 { MetricChange(from: numbers[0], to: number, better: better)?.write(&h) }
          bar(&h, number, numbers.compactMap { $0 }, isBest: isBest)
          if isBest { h("span", .class("hidden"), text: "best") }
        }
      }
    }
  }

  /// All on one scale, which begins at zero.
  private func bar(_ h: inout HTML, _ value: Double, _ all: [Double], isBest: Bool) {
    guard let most = all.max(), most > 0, all.allSatisfy({ $0 >= 0 && $0.isFinite }) else { return }
    h("svg", .class("plot"), .viewBox(72, 8), .hidden) { h in
      h.empty("rect", .class("bar-t"), .number("width", 72), .number("height", 8), .number("rx", 2))
      h.empty(
        "rect", isBest ? .class("bar-b") : .class("bar-v"), .number("width", (72 * value / most * 10).rounded() / 10),
        .number("height", 8), .number("rx", 2))
    }
  }

  /// A digest in twelve digits.
  private static func shortened(_ text: String) -> String {
    guard let start = text.firstRange(of: Digest.prefix)?.upperBound else { return text }
    let digits = text[start...].prefix(64)
    guard digits.utf8.count == 64, digits.utf8.allSatisfy(Digest.isHexDigit) else { return text }
    return text[..<start] + digits.prefix(12) + "…" + text[digits.endIndex...]
  }
}
