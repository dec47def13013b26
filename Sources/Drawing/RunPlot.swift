import Diagnostics

/// Runs by several of their values: what a picture with parallel axes and one with two crossed ones draw.
package struct RunPlot: Sendable {
  /// What the runs are of: a model's name.
  package let subject: String
  package let noun: (one: String, many: String)
  package let axes: [PlotScale]
  /// Those that are drawn, those that stand out last, so that they lie on top.
  let runs: [PlotRun]
  private let count: Int

  /// More lines than these are a grey field, and a page of their own.
  package static let runsAtMost = 250

  package init(of subject: String, noun: (one: String, many: String), axes: [PlotScale], runs: [PlotRun]) {
    self.subject = subject
    self.noun = noun
    self.axes = axes
    count = runs.count
    let others = runs.filter { !$0.isOutstanding }
    let outstanding = runs.filter(\.isOutstanding).prefix(Self.runsAtMost)
    self.runs = Array(others.prefix(Self.runsAtMost - outstanding.count)) + outstanding
  }

  /// `24 candidates of Lab/sentiment by smoothing, latency_ms and accuracy`.
  var title: String {
    let names = axes.map { EscapedText.line($0.title).shortened(to: 24) }
    let list =
      names.count > 1 ? "\(names.dropLast().joined(separator: ", ")) and \(names[names.count - 1])" : names.joined()
    return "\(count) \(count == 1 ? noun.one : noun.many) of \(EscapedText.line(subject)) by \(list)"
  }

  /// For those who cannot see it, and of what it leaves out.
  var words: String {
    let turned = axes.filter(\.isTurned).map { EscapedText.line($0.title).shortened(to: 24) }
    let won = runs.filter(\.isOutstanding).suffix(8).map { "\(EscapedText.line($0.name)) \($0.note ?? "")" }
    return [
      "The table below has the same values.",
      turned.isEmpty ? nil : "The least is at the good end of \(turned.joined(separator: ", ")).",
      won.isEmpty ? nil : "Those that stand out: \(won.joined(separator: ", ")).", omitted,
    ].compactMap { $0 }.joined(separator: " ")
  }

  /// Nil if all are drawn.
  package var omitted: String? {
    count > runs.count ? "\(runs.count) of \(count) are drawn: all that stand out, and the first of the others." : nil
  }

  /// `3b1287ff, became 1.5.1, accuracy 0.899`.
  func label(_ run: PlotRun) -> String {
    let last = Array(zip(axes, run.values)).last { $0.1 != nil }.flatMap { axis, value in
      value.map { "\(EscapedText.line(axis.title)) \(EscapedText.line($0.text))" }
    }
    return [EscapedText.line(run.name), run.note, last].compactMap { $0 }.joined(separator: ", ")
  }
}
