import Testing

@testable import Drawing

struct SVGTextTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let escaped: String
    var testDescription: String { escaped }
  }

  static let cases = [
    Case(text: "\"><script>alert(1)</script>", escaped: "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"),
    Case(text: "a & 'b'", escaped: "a &amp; &#39;b&#39;"),
    Case(text: "]]>", escaped: "]]&gt;"),
    Case(text: "&amp;", escaped: "&amp;amp;"),
    // What XML may not hold, and what turns a line's direction.
    Case(text: "a\u{0}\u{1b}[m\u{7f}", escaped: "a\\u{0}\\u{1b}[m\\u{7f}"),
    Case(text: "\u{202e}abc", escaped: "\\u{202e}abc"),
    Case(text: "\u{fffe}\u{ffff}", escaped: "\u{fffd}\u{fffd}"),
    Case(text: "F₁ Maß 精度", escaped: "F₁ Maß 精度"),
  ]

  @Test(arguments: cases)
  func foreignTextIsEscaped(_ sample: Case) {
    #expect(SVGText.escaped(sample.text) == sample.escaped)
  }

  static let numbers: [(value: Double, text: String)] = [
    (0, "0"), (12, "12"), (12.34, "12.3"), (12.96, "13"), (-0.4, "-0.4"), (-12.5, "-12.5"), (0.04, "0"),
  ]

  @Test("coordinates have a tenth of a pixel", arguments: numbers)
  func coordinate(value: Double, text: String) {
    #expect(SVGText.number(value) == text)
  }
}
