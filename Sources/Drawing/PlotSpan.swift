/// A piece of a line of a plot on a terminal.
package struct PlotSpan: Hashable, Sendable {
  package let text: String
  package let ink: PlotInk
}

/// What a piece is, so that whoever prints it can colour it.
package enum PlotInk: Sendable {
  case plain, title, axis, mark, hollow, cross, bound, flag
}

extension [PlotSpan] {
  /// One span for neighbours of one ink.
  mutating func add(_ text: String, _ ink: PlotInk) {
    if let last, last.ink == ink {
      self[count - 1] = PlotSpan(text: last.text + text, ink: ink)
    } else {
      append(PlotSpan(text: text, ink: ink))
    }
  }

  var withoutBlankEnd: [PlotSpan] {
    var spans = self
    while let last = spans.popLast() {
      guard let end = last.text.lastIndex(where: { $0 != " " }) else { continue }
      return spans + [PlotSpan(text: String(last.text[...end]), ink: last.ink)]
    }
    return []
  }
}
