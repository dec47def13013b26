import Diagnostics
import ManifestCoding
import Manifests

/// Rows of keys and values, as the facts that they mean.
enum Rows {
  /// Later rows count where a key is there twice, which ``problem(_:_:)`` tells.
  static func texts(_ name: String, _ values: FormValues) -> [String: String] {
    Dictionary(values.rows(name).map { ($0.key, $0.value) }) { $1 }
  }

  static func problem(_ name: String, _ values: FormValues) -> FormProblem? {
    var seen: Set<String> = []
    for row in values.rows(name) {
      guard NameGrammar.isKey(row.key) else {
        let what = row.key.isEmpty ? "'\(row.value)' has no key" : "'\(EscapedText.line(row.key))' is not a valid key"
        return FormProblem(
          what, at: name, help: "a key is 1 to 250 printable characters, without spaces at its ends", key: row.key)
      }
      guard seen.insert(row.key).inserted else {
        return FormProblem("'\(row.key)' is there twice", at: name, help: "remove one of them", key: row.key)
      }
    }
    return nil
  }

  static func metrics(_ name: String, _ values: FormValues, _ problems: inout FormProblems) -> [String: Double] {
    problems.add(problem(name, values))
    var metrics: [String: Double] = [:]
    for row in values.rows(name) {
      guard let number = Double(row.value), number.isFinite, row.value.first != "+",
        !row.value.lowercased().contains("x")
      else {
        problems.add(
          FormProblem(
            "'\(EscapedText.line(row.value))' is not a number", at: name, help: "write 0.93 or 1e-5", key: row.key))
        continue
      }
      metrics[row.key] = number
    }
    return metrics
  }

  static func parameters(
    _ name: String, _ values: FormValues, _ problems: inout FormProblems
  ) -> [String: ParameterValue] {
    problems.add(problem(name, values))
    var parameters: [String: ParameterValue] = [:]
    for row in values.rows(name) {
      do { parameters[row.key] = try ParameterValue(typed: row.value) } catch {
        problems.add(FormProblem("\(error)", at: name, key: row.key))
      }
    }
    return parameters
  }
}
