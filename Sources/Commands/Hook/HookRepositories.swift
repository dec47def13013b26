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
    /// False for exit status 1.
    var isSound = true
  }

  /// Runs a command on each. With several, each line starts with its repository, and JSON is a list.
  func each(_ body: (Repository) throws -> Outcome) throws {
    if paths.count == 1, let path = paths.first {
      let outcome = try body(RepositoryOption.repository(at: path))
      tell(outcome, prefix: "")
      if isJSON { Terminal.write(outcome.value.text) }
      if !outcome.isSound { throw CommandFailure(silently: .diagnostics) }
      return
    }
    var worst: Int32 = 0
    var values: [JSONValue] = []
    for path in paths {
      let prefix = "\(EscapedText.line(path)): "
      do {
        let outcome = try body(RepositoryOption.repository(at: path))
        tell(outcome, prefix: prefix)
        values.append(outcome.value)
        if !outcome.isSound { worst = max(worst, CommandFailure.Status.diagnostics.rawValue) }
      } catch {
        let failure = CommandFailure(from: error)
        Terminal.writeError(prefix + failure.text)
        values.append(.object(["repository": .string(path), "error": .string(failure.text)]))
        worst = max(worst, failure.status)
      }
    }
    if isJSON { Terminal.write(JSONValue.array(values).text) }
    if worst != 0 { throw CommandFailure(silently: CommandFailure.Status(rawValue: worst) ?? .ownFailure) }
  }

  private func tell(_ outcome: Outcome, prefix: String) {
    if !isJSON { Terminal.write(outcome.lines.map { prefix + EscapedText.line($0) + "\n" }.joined()) }
    for warning in outcome.warnings { Terminal.writeError(prefix + EscapedText.line(warning) + "\n") }
  }
}
