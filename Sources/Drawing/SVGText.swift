import Diagnostics

/// An SVG as it is written: elements are functions, and text gets in only escaped.
///
/// Source: W3C, "Extensible Markup Language (XML) 1.0", 2.4.
struct SVGText {
  private(set) var text = ""

  /// An element with what `body` writes in it.
  mutating func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>, _ body: (inout SVGText) -> Void
  ) {
    open(name, attributes)
    text += ">"
    body(&self)
    text += "</\(name)>"
  }

  /// An element with a text in it.
  mutating func element(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>, _ content: String) {
    element(name, attributes) { $0.text += Self.escaped(content) }
  }

  mutating func element(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>) {
    open(name, attributes)
    text += "/>"
  }

  /// A text of our own, such as a style sheet: nothing of it is escaped.
  mutating func add(_ trusted: StaticString) { text += "\(trusted)" }

  /// Between elements: pictures are read as text too.
  mutating func newLine() { text += "\n" }

  private mutating func open(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>) {
    text += "<\(name)"
    for (key, value) in attributes { text += " \(key)=\"\(Self.escaped(value))\"" }
  }

  /// A coordinate, to a tenth of a pixel.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let fraction = abs(tenths % 10) == 0 ? "" : ".\(abs(tenths % 10))"
    return "\(tenths < 0 && tenths > -10 ? "-" : "")\(tenths / 10)\(fraction)"
  }

  /// Safe as an element's content and in an attribute. What XML may not hold, and what turns the direction of a line, is shown as what it is.
  static func escaped(_ content: String) -> String {
    var text = ""
    for scalar in EscapedText.line(content).unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      case "\u{FFFE}", "\u{FFFF}": text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
