/// An attribute of an element. What may lead somewhere takes an ``Address`` and no text.
struct Attribute {
  let name: StaticString
  /// Nil for one that is there or not.
  let value: String?

  private init(_ name: StaticString, _ value: String?) {
    self.name = name
    self.value = value
  }

  static func `class`(_ names: StaticString...) -> Attribute {
    Attribute("class", names.map { "\($0)" }.joined(separator: " "))
  }

  static func id(_ value: String) -> Attribute { Attribute("id", value) }
  /// Nil for a page that is not there.
  static func href(_ address: Address) -> Attribute? { address.isNowhere ? nil : Attribute("href", address.text) }
  /// Where a form is sent.
  static func action(_ address: Address) -> Attribute? { address.isNowhere ? nil : Attribute("action", address.text) }
  /// Where a script or a picture is.
  static func source(_ address: Address) -> Attribute { Attribute("src", address.text) }
  /// A form's field of somebody's own.
  static func name(_ text: String) -> Attribute { Attribute("name", text) }
  static func label(_ text: String) -> Attribute { Attribute("aria-label", text) }
  static func labelled(by id: String) -> Attribute { Attribute("aria-labelledby", id) }
  static func described(by id: String) -> Attribute { Attribute("aria-describedby", id) }
  /// Which input a label is of.
  static func of(_ id: String) -> Attribute { Attribute("for", id) }
  /// What an input offers while somebody types.
  static func list(_ id: String) -> Attribute { Attribute("list", id) }
  /// What stands for a picture that cannot be seen.
  static func alternative(_ text: String) -> Attribute { Attribute("alt", text) }
  static func title(_ text: String) -> Attribute { Attribute("title", text) }
  static func datetime(_ text: String) -> Attribute { Attribute("datetime", text) }
  /// What stands beside a cell where a table folds into cards.
  static func heading(_ text: String) -> Attribute { Attribute("data-k", text) }
  static func value(_ text: String) -> Attribute { Attribute("value", text) }
  static func placeholder(_ text: String) -> Attribute { Attribute("placeholder", text) }
  static func span(_ columns: Int) -> Attribute { Attribute("colspan", "\(columns)") }

  /// An attribute of this program's own.
  static func own(_ name: StaticString, _ value: StaticString) -> Attribute { Attribute(name, "\(value)") }
  static func flag(_ name: StaticString) -> Attribute { Attribute(name, nil) }
  /// A number, or the numbers of a path or points.
  static func number(_ name: StaticString, _ value: Double) -> Attribute { Attribute(name, NumberText.plain(value)) }
  static func numbers(_ name: StaticString, _ values: [(Double, Double)]) -> Attribute {
    Attribute(name, values.map { "\(NumberText.plain($0)),\(NumberText.plain($1))" }.joined(separator: " "))
  }
  /// `M232 35C275 35 275 76 318 76`.
  static func curve(from start: (Double, Double), to end: (Double, Double)) -> Attribute {
    let middle = NumberText.plain((start.0 + end.0) / 2)
    let (x0, y0) = (NumberText.plain(start.0), NumberText.plain(start.1))
    let (x1, y1) = (NumberText.plain(end.0), NumberText.plain(end.1))
    return Attribute("d", "M\(x0) \(y0)C\(middle) \(y0) \(middle) \(y1) \(x1) \(y1)")
  }
  static func viewBox(_ width: Double, _ height: Double) -> Attribute {
    Attribute("viewBox", "0 0 \(NumberText.plain(width)) \(NumberText.plain(height))")
  }

  // Those that pages use often.
  static let column = own("scope", "col")
  static let row = own("scope", "row")
  static let rowGroup = own("scope", "rowgroup")
  static let hidden = own("aria-hidden", "true")
  static let currentPage = own("aria-current", "page")
  static let current = own("aria-current", "true")
  static let focusable = own("tabindex", "0")
  static let group = own("role", "group")
  static let invalid = own("aria-invalid", "true")
  static let submit = own("type", "submit")
  static let hiddenInput = own("type", "hidden")
  /// An address that somebody else wrote.
  static let foreign = own("rel", "noreferrer nofollow ugc")
}
