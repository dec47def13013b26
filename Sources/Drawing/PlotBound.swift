import Diagnostics

/// A value that others are measured against: a horizontal line.
package struct PlotBound: Hashable, Sendable {
  package enum Side: Sendable { case least, most }

  /// Who sets it: `gate`, or the alias whose gate it is.
  package let name: String
  package let side: Side
  package let value: Double

  package init(_ name: String, _ side: Side, _ value: Double) {
    self.name = name
    self.side = side
    self.value = value
  }

  /// `gate ≥ 0.85`, safe to print.
  var text: String {
    "\(EscapedText.line(name).shortened(to: LinePlot.lettersOfAName)) \(side == .least ? "≥" : "≤") \(value)"
  }
}
