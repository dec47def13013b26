/// HTML as it is written: markup comes from literals of this program alone, and whatever else gets in is escaped.
///
///     h("p", .class("lead")) { h in
///       h.text(description)                     // `<script>` becomes `&lt;script&gt;`
///       h("a", .href(links.member(name)), text: name)
///     }
///
/// Source: HTML, 13.2.5 "Tokenization": what ends a text and an attribute in double quotes.
package struct HTML: Sendable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package init(_ write: (inout HTML) throws -> Void) rethrows { try write(&self) }

  /// An element with what `content` writes in it.
  mutating func callAsFunction(
    _ name: StaticString, _ attributes: Attribute?..., content: (inout HTML) throws -> Void
  ) rethrows {
    open(name, attributes)
    try content(&self)
    close(name)
  }

  /// An element with a text in it.
  mutating func callAsFunction(_ name: StaticString, _ attributes: Attribute?..., text: String) {
    open(name, attributes)
    self.text(text)
    close(name)
  }

  /// An element that has no content and no end tag: `input`, `col`, `link`.
  mutating func void(_ name: StaticString, _ attributes: Attribute?...) { open(name, attributes) }

  /// An element without content that has an end tag: `th`, `rect`.
  mutating func empty(_ name: StaticString, _ attributes: Attribute?...) {
    open(name, attributes)
    close(name)
  }

  mutating func text(_ text: String) { SafeText.append(text, to: &bytes) }

  /// Markup of this program's own.
  mutating func markup(_ literal: StaticString) { add(literal) }

  mutating func append(_ other: HTML) { bytes += other.bytes }

  /// A picture that escapes what it is given itself.
  mutating func append(_ picture: Picture) { bytes += picture.text.utf8 }

  /// The start of an element whose end is written by ``end(_:)``: for what comes as a stream of starts and ends.
  mutating func begin(_ name: StaticString, _ attributes: [Attribute?]) { open(name, attributes) }

  mutating func end(_ name: StaticString) { close(name) }

  private mutating func open(_ name: StaticString, _ attributes: [Attribute?]) {
    add("<")
    add(name)
    for case let attribute? in attributes {
      add(" ")
      add(attribute.name)
      guard let value = attribute.value else { continue }
      add("=\"")
      SafeText.append(value, to: &bytes)
      add("\"")
    }
    add(">")
  }

  private mutating func close(_ name: StaticString) {
    add("</")
    add(name)
    add(">")
  }

  private mutating func add(_ literal: StaticString) {
    bytes += UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
  }
}
