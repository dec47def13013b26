/// Keys, and what a filter may say.
enum HelpPage {
  private static let keys: [(String, String)] = [
    ("/", "to the search field"), ("g r", "registries"), ("g p", "proposals"), ("g h", "history"), ("g m", "members"),
    ("j, k", "to the next or the previous row"), ("x", "pick a row for comparing"), ("c", "compare what is picked"),
    ("e", "edit what the page shows, if you may"),
    ("?", "this page"),
  ]

  private static let filters: [(String, String)] = [
    ("metrics.accuracy > 0.9", "a metric; parameters.K and tags.K likewise"),
    ("status = active and not alias = production", "and, or, not, brackets; a space means and"),
    ("version = '^1.4'", "a range of versions"), ("created > 2026-11-01", "a day, a time, or 30d ago"),
    ("tags.task like 'text-%'", "% stands for anything; ilike passes over case"),
    ("by in ('ada', 'grace')", "one of several"), ("has metrics.latency_ms", "has it at all"),
    ("sentiment", "a word, looked for in names, descriptions and tags"),
  ]

  static func page(_ context: PageContext) -> Page {
    let body = HTML { h in
      h("div", .class("stack", "prose")) { h in
        list(&h, "keys", "Keys", keys)
        h("p") { h in
          h.text(
            "None of them does anything while a field has the focus. "
              + (context.hasKeys ? "" : "They are switched off in this browser. "))
          h("a", .href(context.links.me), text: context.hasKeys ? "Switch them off" : "Switch them on")
        }
        list(&h, "filters", "What a filter may say", filters)
      }
    }
    var page = Page("Keyboard and filters", body: body)
    page.section = .none
    page.crumbs = [RegistryPage.crumb(context)]
    page.lead = HTML { $0.text("Everything works without a key of these, and without script.") }
    return page
  }

  private static func list(_ h: inout HTML, _ id: String, _ title: String, _ rows: [(String, String)]) {
    Section.card(&h, id, title) { h in
      Section.scroll(&h, title) { h in
        h("table") { h in
          h("tbody") { h in
            for (sign, meaning) in rows {
              h("tr") { h in
                h("th", .row) { $0("code", text: sign) }
                h("td", text: meaning)
              }
            }
          }
        }
      }
    }
  }
}
