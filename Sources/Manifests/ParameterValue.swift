/// A parameter of a training run, as it was written.
package enum ParameterValue: Hashable, Sendable, CustomStringConvertible {
  case string(String)
  case integer(Int64)
  case number(Double)
  case boolean(Bool)

  package var description: String {
    switch self {
    case .string(let text): text
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .boolean(let value): "\(value)"
    }
  }
}
