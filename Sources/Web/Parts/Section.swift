/// A part of a page with its own heading, in a frame.
enum Section {
  /// - Parameters:
  ///   - id: unique in the page; its heading's is `ID-h`.
  ///   - note: on the right.
  static func card(
    _ h: inout HTML, _ id: String, _ title: String, note: ((inout HTML) -> Void)? = nil,
    _ content: (inout HTML) throws -> Void
  ) rethrows {
    try h("section", .class("card"), .id(id), .labelled(by: id + "-h")) { h in
      h("header") { h in
        h("h2", .id(id + "-h"), text: title)
        note?(&h)
      }
      try content(&h)
    }
  }

  /// A table that scrolls sideways in its frame.
  static func scroll(_ h: inout HTML, _ label: String, _ content: (inout HTML) throws -> Void) rethrows {
    try h("div", .class("scroll"), .focusable, .group, .label(label), content: content)
  }

  /// A part of the column at the side.
  static func side(_ h: inout HTML, _ title: String, _ content: (inout HTML) throws -> Void) rethrows {
    try h("section") { h in
      h("h2", text: title)
      try content(&h)
    }
  }

  /// What belongs here where there is nothing, and how it gets here.
  static func empty(_ h: inout HTML, _ text: String, command: String? = nil) {
    h("div", .class("card", "pad", "nothing")) { h in
      h("p", text: text)
      if let command { h("pre", .class("code"), .focusable, text: command) }
    }
  }
}

extension HTML {
  /// The heads of columns.
  mutating func head(_ columns: [(text: String, isNumber: Bool)]) {
    self("thead") { h in
      h("tr") { h in
        for column in columns { h("th", .column, column.isNumber ? .class("num") : nil, text: column.text) }
      }
    }
  }

  /// A row of a list of facts.
  mutating func fact(_ name: String, _ value: (inout HTML) -> Void) {
    self("dt", text: name)
    self("dd", content: value)
  }

  mutating func fact(_ name: String, _ value: String?) {
    if let value, !value.isEmpty { fact(name) { $0.text(value) } }
  }

  /// A link if an address may be one, and its text if not.
  mutating func foreign(_ text: String, _ address: String?) {
    guard let address = address.flatMap({ Address(foreign: $0) }) else {
      self.text(text)
      return
    }
    self("a", .href(address), .foreign, text: text)
  }
}
