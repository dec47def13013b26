/// The box that picks a row for comparing, and the bar that then appears. In a site of files nobody compares what is picked.
enum PickBox {
  static func head(_ h: inout HTML, _ links: Links) {
    guard links.isAnswered else { return h.empty("td") }
    h("th", .column) { $0("span", .class("hidden"), text: "Compare") }
  }

  /// - Parameter value: as the query of a comparison has it.
  static func cell(_ h: inout HTML, _ value: String, named name: String, _ links: Links) {
    guard links.isAnswered else { return h.empty("td") }
    h("td") { h in
      h.void(
        "input", .own("type", "checkbox"), .own("name", "v"), .value(value), .label("Compare \(name)"))
    }
  }

  static func bar(_ h: inout HTML, _ text: String, _ links: Links) {
    guard links.isAnswered else { return }
    h("div", .class("picked")) { h in
      h("span", text: text)
      h("button", text: "Compare")
    }
  }
}
