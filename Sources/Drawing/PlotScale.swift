import Diagnostics

/// An axis of several: numbers between round ends, or words side by side. Up is good: where less is better, the least is at the top.
package struct PlotScale: Sendable {
  package let title: String
  let isTurned: Bool
  private let kind: Kind

  private enum Kind: Sendable {
    case numbers(Axis)
    /// In their order, the lowest place first.
    case words([String: Int])
  }

  struct Mark {
    /// 0 at the lower end, 1 at the upper.
    let position: Double
    let text: String
  }

  /// - Parameters:
  ///   - values: of all things, in any order; if one is a word, all are taken as words.
  ///   - ticksAtMost: 4 or more.
  package init(_ title: String, of values: [PlotValue], isLowerBetter: Bool = false, ticksAtMost: Int = 5) {
    self.title = title
    isTurned = isLowerBetter
    let numbers = values.compactMap { value -> Double? in
      if case .number(let number) = value { number } else { nil }
    }
    if numbers.count == values.count {
      kind = .numbers(Axis(of: numbers.filter(\.isFinite), ticksAtMost: ticksAtMost))
    } else {
      let words = Set(values.map(\.text)).sorted()
      kind = .words(Dictionary(uniqueKeysWithValues: zip(words, words.indices)))
    }
  }

  /// False if nothing can be drawn on it.
  package var isEmpty: Bool {
    switch kind {
    case .numbers(let axis): axis.ticks.isEmpty
    case .words(let words): words.isEmpty
    }
  }

  /// True if it has numbers.
  var isOfNumbers: Bool { if case .numbers = kind { true } else { false } }

  /// Nil for what is not there, or is no finite number.
  func position(of value: PlotValue?) -> Double? {
    guard let value else { return nil }
    switch (kind, value) {
    case (.numbers(let axis), .number(let number)): return number.isFinite ? turned(axis.position(of: number)) : nil
    case (.numbers, .word): return nil
    case (.words(let words), _):
      return words[value.text].map { words.count == 1 ? 0.5 : Double($0) / Double(words.count - 1) }
    }
  }

  var marks: [Mark] {
    switch kind {
    case .numbers(let axis):
      return axis.ticks.map { Mark(position: turned(axis.position(of: $0.value)), text: $0.text) }
        .sorted { $0.position < $1.position }
    case .words(let words):
      return words.sorted { $0.value < $1.value }.compactMap { word, _ in
        position(of: .word(word)).map { Mark(position: $0, text: EscapedText.line(word)) }
      }
    }
  }

  private func turned(_ position: Double) -> Double { isTurned ? 1 - position : position }
}
