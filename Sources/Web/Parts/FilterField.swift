import Query

/// The field in which a filter is written, and what is wrong with it.
enum FilterField {
  static func write(
    _ h: inout HTML, _ label: String, example: String, problem: FilterError? = nil, keeping names: [String] = [],
    _ context: PageContext
  ) {
    guard context.links.isAnswered else { return }
    h("form", .class("filter"), .action(context.links.same(context.path, []))) { h in
      let isWrong = problem != nil
      h.void(
        "input", .class("q"), .own("name", "q"), .label(label), .placeholder(example), .value(context.query["q"] ?? ""),
        isWrong ? .own("aria-invalid", "true") : nil, isWrong ? .described(by: "q-problem") : nil,
        isWrong ? .flag("autofocus") : nil, .own("autocomplete", "off"), .own("spellcheck", "false"))
      for name in names + ["at"] {
        for value in context.query.all(name) {
          h.void("input", .own("type", "hidden"), .name(name), .value(value))
        }
      }
      h("button", text: "Filter")
    }
    if let problem {
      h("div", .class("refusal"), .id("q-problem"), .own("role", "alert")) { h in
        h("div") { h in
          h("p", text: problem.message)
          h("pre", .class("caret"), text: problem.excerpt)
          if let help = problem.help { h("p", .class("help"), text: help) }
        }
      }
    }
  }
}
