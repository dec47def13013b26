import Actions
import ArgumentParser
import Diagnostics
import Git

/// The repositories of one call of a `hook` command: each has its turn, whatever becomes of the others, and the worst status is the
/// call's.
struct HookRepositories {
  let paths: [String]
  var isJSON = false

  /// What a command has to say of one repository.
  struct Outcome {
    /// For standard output.
    var lines: [String] = []
    /// For standard error, each with its first word.
    var warnings: [String] = []
    var value: JSONValue = .null
    var status = ExitStatus.success
  }

  /// Runs a command on each. With several, each line starts with its repository, and JSON is a list, with the error of each that failed.
  ///
  /// - Returns: the worst status.
  func each(_ body: (Repository) throws -> Outcome) throws -> ExitStatus {
    if paths.count == 1, let path = paths.first {
      let outcome = try body(RepositoryOption.repository(at: path))
      tell(outcome, prefix: "")
      if isJSON { Terminal.write(outcome.value.text) }
      return outcome.status
    }
    var worst = ExitStatus.success
    var values: [JSONValue] = []
    for path in paths {
      let prefix = "\(EscapedText.line(path)): "
      do {
        let outcome = try body(RepositoryOption.repository(at: path))
        tell(outcome, prefix: prefix)
        values.append(outcome.value)
        worst = max(worst, outcome.status)
      } catch {
        let failure = CommandFailure(from: error)
        if !isJSON { Terminal.writeError(prefix + failure.text) }
        values.append(.object([.init("repository", .string(path))] + failure.failure.fields))
        worst = max(worst, failure.status)
      }
    }
    if isJSON { Terminal.write(JSONValue.array(values).text) }
    return worst
  }

  private func tell(_ outcome: Outcome, prefix: String) {
    if !isJSON { Terminal.write(outcome.lines.map { prefix + EscapedText.line($0) + "\n" }.joined()) }
    for warning in outcome.warnings { Terminal.writeError(prefix + EscapedText.line(warning) + "\n") }
  }
}
