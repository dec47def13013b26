import Query

/// Which metrics and parameters a table has, as a form.
enum ColumnChoice {
  /// More would be a page of their own.
  private static let namesAtMost = 60

  static func write(
    _ h: inout HTML, fields: [Field], chosen: [FactColumns.Column], scope: SearchScope, _ context: PageContext
  ) {
    let fields = fields.prefix(namesAtMost)
    guard fields.count > 1, context.links.isAnswered else { return }
    let names = Set(chosen.map(\.name))
    h("details", .class("choose")) { h in
      h("summary", text: "Columns")
      h("form", .action(context.links.same(context.path, [])), .class("card", "pad")) { h in
        for item in context.query.with([("columns", nil)]) {
          h.void("input", .own("type", "hidden"), .name(item.0), .value(item.1))
        }
        h("fieldset") { h in
          h("legend", .class("hidden"), text: "Columns of the table")
          for field in fields {
            let column = FactColumns.Column(field, in: scope)
            h("label") { h in
              h.void(
                "input", .own("type", "checkbox"), .own("name", "columns"), .value(column.name),
                names.contains(column.name) ? .flag("checked") : nil)
              h("code", text: column.title)
              if !column.isMetric { h("span", .class("muted"), text: " parameter") }
            }
          }
        }
        h("button", text: "Show these")
      }
    }
  }
}
