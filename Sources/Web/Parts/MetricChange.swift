import Manifests

/// How a metric changed: an arrow tells the direction, colour and a word whether it is better.
struct MetricChange {
  private let old: Double
  private let new: Double
  private let better: MetricBound.Direction?

  /// - Parameter better: nil if nobody said; then the change is told without judging it.
  init?(from old: Double?, to new: Double?, better: MetricBound.Direction?) {
    guard let old, let new, old.isFinite, new.isFinite else { return nil }
    (self.old, self.new, self.better) = (old, new, better)
  }

  func write(_ h: inout HTML) {
    guard old != new else {
      h("span", .class("level"), text: "same")
      return
    }
    let isRise = new > old
    let isBetter = better.map { isRise == ($0 == .higher) }
    let text = "\(isRise ? "↑" : "↓") \(size)"
    switch isBetter {
    case true?:
      h("span", .class("up")) { h in
        h.text(text)
        h("span", .class("hidden"), text: " better")
      }
    case false?:
      h("span", .class("down")) { h in
        h.text(text)
        h("span", .class("hidden"), text: " worse")
      }
    case nil: h("span", .class("level"), text: text)
    }
  }

  /// `1.2 %`, with a thin space; the difference itself where nothing can be divided.
  private var size: String {
    guard old != 0 else { return NumberText.fixed(abs(new), NumberText.decimals(of: [new])) }
    let percent = abs((new - old) / old) * 100
    guard percent < 1000 else { return "×\(NumberText.fixed(abs(new / old), 0))" }
    return "\(percent < 0.05 ? "< 0.1" : NumberText.fixed(percent, percent < 100 ? 1 : 0))\u{2009}%"
  }
}
