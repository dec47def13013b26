/// What a thing has on one axis: a number, or a word such as the name of an optimizer.
package enum PlotValue: Hashable, Sendable {
  case number(Double)
  case word(String)

  var text: String {
    switch self {
    case .number(let value): value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    case .word(let word): word
    }
  }
}
