/// What is said above a page, of what was asked of it.
struct PageNotice: Sendable {
  let text: String
  let help: String?
  /// What a rule or another person's commit refused.
  var isRefusal = true

  func write(_ h: inout HTML) {
    h("div", .class("errors"), .own("role", "alert")) { h in
      h("h2", text: text)
      if let help { h("p", text: help) }
    }
  }
}
