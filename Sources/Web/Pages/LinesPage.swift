import Actions
import Manifests
import RegistryStore
import Rules

/// A model's release lines: what is newest in each, and what came in with its first version.
enum LinesPage {
  static func page(_ name: ModelName, _ context: PageContext) throws -> Page {
    let model = try context.find.model(name)
    let registry = try context.find.registry(name.registry)
    let table = try context.table(of: name)
    var lines: [(line: String, rows: [ModelTable.Row])] = []
    for row in table.rows.reversed() {
      if lines.last?.line == row.line {
        lines[lines.count - 1].rows.append(row)
      } else {
        lines.append((row.line, [row]))
      }
    }
    let pager = Pager(lines.map(\.line), size: context.rows(onAPage: 100), context.query)
    let body = HTML { h in
      guard !lines.isEmpty else {
        h("div", .class("card", "pad", "nothing")) { $0("p", text: "There is no version yet.") }
        return
      }
      h("div", .class("card")) { h in
        Section.scroll(&h, "Release lines") { h in
          h("table") { h in
            h("caption", .class("hidden"), text: "Release lines of \(name)")
            h.head([
              ("Line", false), ("Newest", false), ("Versions", true), ("Aliases", false), ("Came in with it", false),
            ])
            h("tbody") { h in
              for line in lines[pager.range] { row(&h, name, model, registry, table, line.line, line.rows, context) }
            }
          }
        }
        pager.write(&h, "release line", "release lines", context)
      }
    }
    return try ModelFrame.page(name, model, tab: .lines, title: "Release lines of \(name)", body: body, context)
  }

  private static func row(
    _ h: inout HTML, _ name: ModelName, _ model: Model, _ registry: Registry, _ table: ModelTable, _ line: String,
    _ rows: [ModelTable.Row], _ context: PageContext
  ) {
    let newest = rows.first(where: \.isPlain) ?? rows[0]
    let numbers = Set(rows.map(\.number))
    let first = table.first(ofLine: line)
    let before = first.flatMap { table.followed(by: $0.number) }
    h("tr") { h in
      h("th", .row) { $0("code", text: line) }
      h("td") { VersionNumber.link(&$0, newest.number, of: name, context.links) }
      h("td", .class("num"), text: NumberText.count(rows.count))
      h("td") { h in
        for alias in AliasOrder.sorted(model.aliases.filter({ numbers.contains($0.value) }).keys, registry) {
          Chips.alias(&h, alias, of: name, isProtected: registry.protectedAliases.contains(alias), context.links)
          h.text(" ")
        }
      }
      h("td", .class("soft")) { h in
        guard let first, let before else { return h.text("the first") }
        let change = Compatibility(from: ModelInterface(before.version.facts), to: ModelInterface(first.version.facts))
        h.text(
          change.reasons.isEmpty
            ? change.gaps.isEmpty ? "no difference that callers see" : "not recorded"
            : change.reasons.map(\.text).joined(separator: "; "))
      }
    }
  }
}
