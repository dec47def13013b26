import Diagnostics
import Git
import ManifestCoding
import Manifests

/// What the value of `--param`, `--metric` and `--tag` means.
extension KeyValue {
  func parameter() throws -> ParameterValue {
    if isTyped {
      let (typed, problem) = ParameterValue.read(json: value)
      guard let typed else {
        throw CommandFailure(
          status: .usage,
          "parameter '\(shownKey):=\(shown)' is not a JSON number, boolean or text in quotes: \(problem ?? "")\nhelp: \(shownKey)=… takes text as it is"
        )
      }
      return typed
    }
    do {
      return try ParameterValue(typed: value)
    } catch {
      throw CommandFailure(
        status: .usage, "parameter '\(shownKey)' is \(shown), \(error)\nhelp: for text, \(shownKey):='\"\(shown)\"'")
    }
  }

  func metric() throws -> Double {
    guard let number = DecimalNumber(value) else {
      throw CommandFailure(
        status: .usage,
        "metric '\(shownKey)' is '\(shown)', which is not a decimal number\nhelp: write it as 0.93 or 1e-5; leave out a metric without a value"
      )
    }
    do throws(DecimalNumber.Misfit) {
      return try number.double()
    } catch {
      let help =
        switch error {
        case .rounds: "a parameter holds whole numbers exactly: --param \(shownKey)=\(shown)"
        case .tooSmall: "write 0 if that is meant"
        case .tooLarge: "leave out a metric without a value"
        }
      throw CommandFailure(status: .usage, "metric '\(shownKey)' is \(shown), \(error)\nhelp: \(help)")
    }
  }

  func text() throws -> String {
    guard !isTyped else {
      throw CommandFailure(status: .usage, "tag '\(shownKey)' is always text\nhelp: write \(shownKey)=\(shown)")
    }
    return value
  }

  private var shownKey: String { EscapedText.line(key) }
  private var shown: String { EscapedText.line(value) }
}
