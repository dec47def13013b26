/// A thing of which several values are drawn: a candidate.
package struct PlotRun: Sendable {
  package let name: String
  /// One an axis; nil for what it does not have.
  package let values: [PlotValue?]
  /// What makes it stand out: `became 1.5.1`. Nil if nothing does.
  package let note: String?
  /// Where a click leads; nil for nowhere.
  package let link: String?

  package init(_ name: String, values: [PlotValue?], note: String? = nil, link: String? = nil) {
    self.name = name
    self.values = values
    self.note = note
    self.link = link
  }

  var isOutstanding: Bool { note != nil }
}
