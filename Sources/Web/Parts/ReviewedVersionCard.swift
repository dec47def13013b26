import Actions
import Manifests
import RegistryStore
import Rules

/// A version that a proposal publishes or promotes, beside those that its users have now.
struct ReviewedVersionCard {
  private let version: ReviewedVersion
  private let promotion: Review.Promotion?
  /// The aliases that move to what is published.
  private let becomes: [Review.Promotion]
  private let context: PageContext
  private let directions: MetricDirections?
  /// What it has to pass, and for which alias; nil for what each version has to.
  private let gates: [(alias: String?, gate: Gate)]

  /// A version that is published.
  ///
  /// - Parameter becomes: the aliases that move to it, and are not told elsewhere.
  init(publishing version: ReviewedVersion, becoming becomes: [Review.Promotion], _ context: PageContext) throws {
    try self.init(version, promotedTo: nil, becoming: becomes, context)
  }

  /// A version that an alias moves to.
  init(promoting promotion: Review.Promotion, _ context: PageContext) throws {
    try self.init(promotion.version, promotedTo: promotion, becoming: [], context)
  }

  private init(
    _ version: ReviewedVersion, promotedTo promotion: Review.Promotion?, becoming becomes: [Review.Promotion],
    _ context: PageContext
  ) throws {
    self.becomes = becomes
    self.version = version
    self.promotion = promotion
    self.context = context
    // A registry that the proposal makes has no gates yet.
    let registry = try context.snapshot.registry(version.model.registry)?.value
    directions = registry.map(MetricDirections.init)
    let aliases = promotion.map { [$0] } ?? becomes
    let told =
      [(nil, promotion == nil ? registry?.gates.versions : nil)]
      + aliases.map { ($0.alias, registry?.gates.aliases[$0.alias]) }
    gates = told.compactMap { alias, gate in gate.map { (alias, $0) } }
  }

  private var id: String { "v-\(version.model.model)-\(version.number)\(promotion.map { "-\($0.alias)" } ?? "")" }

  func write(_ h: inout HTML) {
    h("section", .class("card"), .labelled(by: id)) { h in
      h("header") { h in
        h("h2", .id(id)) { heading(&$0) }
        h("span", .class("muted"), text: note)
      }
      metrics(&h)
      others(&h)
    }
  }

  private func heading(_ h: inout HTML) {
    h.text(promotion == nil ? "Publishes " : "Promotes ")
    h("span", .class("ver"), text: "\(version.number)")
    h.text(" of ")
    h("a", .href(context.links.model(version.model)), text: "\(version.model)")
    for (index, promotion) in (promotion.map { [$0] } ?? becomes).enumerated() {
      h.text(self.promotion != nil ? " to " : index == 0 ? ", which becomes " : " and ")
      alias(&h, promotion)
    }
  }

  private func alias(_ h: inout HTML, _ promotion: Review.Promotion) {
    h("span", promotion.isProtected ? .class("chip", "alias", "protected") : .class("chip", "alias")) { h in
      if promotion.isProtected {
        h.markup(Icons.lock)
        h("span", .class("hidden"), text: "protected alias ")
      }
      h.text(promotion.alias)
    }
  }

  private var note: String {
    guard promotion != nil else { return ReviewSections.bump(version) }
    return version.others.first.map { "was \($0.number)" } ?? "a new alias"
  }

  // MARK: Metrics

  private func metrics(_ h: inout HTML) {
    let names = Set(version.version.metrics.keys).union(version.others.flatMap(\.version.metrics.keys))
      .union(gates.flatMap(\.gate.metrics.keys)).sorted()
    guard !names.isEmpty else { return }
    Section.scroll(&h, "Metrics of \(version.number)") { h in
      h("table") { h in
        h("thead") { h in
          h("tr") { h in
            h("th", .column, text: "Metric")
            for other in version.others { h("th", .column, .class("num"), text: title(other)) }
            h("th", .column, .class("num", "delta"), text: "\(version.number)")
            if !gates.isEmpty { h("th", .column, text: promotion.map { "Gate of \($0.alias)" } ?? "Gate") }
          }
        }
        h("tbody") { h in for name in names { row(&h, name) } }
      }
    }
  }

  private func title(_ other: ReviewedVersion.Other) -> String {
    guard case .alias(let alias) = other.role else { return "before it, \(other.number)" }
    return "\(alias) now, \(other.number)"
  }

  private func row(_ h: inout HTML, _ name: String) {
    let value = version.version.metrics[name]
    let others = version.others.map { $0.version.metrics[name] }
    let decimals = NumberText.decimals(of: ([value] + others).compactMap { $0 })
    h("tr") { h in
      h("th", .row) { $0("code", text: name) }
      for other in others { h("td", .class("num"), text: other.map { NumberText.fixed($0, decimals) } ?? "–") }
      h("td", .class("num")) { h in
        h("b", text: value.map { NumberText.fixed($0, decimals) } ?? "–")
        h.text(" ")
        if let value, let change = MetricChange(from: others.first ?? nil, to: value, better: directions?.better(name))
        {
          change.write(&h)
        } else {
          h.empty("span", .class("level"))
        }
      }
      if !gates.isEmpty { h("td") { h in for gate in gates { self.gate(&h, gate, name, value) } } }
    }
  }

  private func gate(_ h: inout HTML, _ gate: (alias: String?, gate: Gate), _ name: String, _ value: Double?) {
    guard let bound = gate.gate.metrics[name] else { return }
    let current = version.others.last.flatMap { other in
      other.version.metrics[name].map { MetricBound.Current($0, of: other.number) }
    }
    let passes = bound.failure(of: value, current: current) == nil
    h("div") { h in
      h("span", passes ? .class("up") : .class("down"), text: passes ? "✓" : "✗")
      h("span", .class("hidden"), text: passes ? " passes" : " does not pass")
      let alias = promotion == nil ? gate.alias.map { " for \($0)" } ?? "" : ""
      h.text(" \(GateText.bound(bound))\(alias)")
    }
  }

  // MARK: What else differs

  private func others(_ h: inout HTML) {
    let rows = version.comparisons.filter { $0.kind != .metric && $0.differs }
    guard !rows.isEmpty, !version.others.isEmpty else { return }
    Section.scroll(&h, "What else differs in \(version.number)") { h in
      h("table") { h in
        h.head(
          [("What else differs", false)] + version.others.map { (title($0), false) } + [("\(version.number)", false)])
        h("tbody") { h in
          for row in rows {
            h("tr") { h in
              h("th", .row) { $0("code", text: row.title) }
              for other in row.others { h("td", text: other ?? "–") }
              h("td") { $0("b", text: row.value ?? "–") }
            }
          }
        }
      }
    }
  }
}
