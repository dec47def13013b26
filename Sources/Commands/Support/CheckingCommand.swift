import ArgumentParser

/// A command whose output is a verdict: that something is wrong is what it found out, and no failure of its own.
protocol CheckingCommand: ParsableCommand {
  /// Runs the command, and writes all that it has to say.
  func outcome() throws -> ExitStatus
}

extension CheckingCommand {
  func run() throws {
    let status = try outcome()
    if status != .success { throw ExitCode(status.rawValue) }
  }
}
