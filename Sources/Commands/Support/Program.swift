import Actions
import ArgumentParser
import Diagnostics
import Enforcement
import Git
import Glibc
import Logging
import ServeOptions

/// The program: what the arguments ask for, run to an exit status.
package enum Program {
  package static let version = ProgramVersion.text

  /// Runs the program.
  ///
  /// A server's hook is dispatched before the command line is parsed: the parser's start alone takes longer than the hook.
  package static func run(_ arguments: [String]) -> Int32 {
    if let words = HookScript.words(arguments) { return run(words) }
    if arguments.count >= 2, arguments[0] == "hook", let name = HookScript.Name(rawValue: arguments[1]),
      !arguments.contains("--help"), !arguments.contains("-h")
    {
      let options = Array(arguments.dropFirst(2))
      switch name {
      case .preReceive: return PreReceiveHook.run(arguments: options, program: version)
      case .procReceive: return ProcReceiveHook.run(arguments: options, program: version)
      case .postReceive: return PostReceiveHook.run(arguments: options, program: version)
      }
    }
    startLogging()
    let isJSON = arguments.prefix { $0 != "--" }.contains("--json")
    func end(_ failure: CommandFailure) -> Int32 {
      failure.write(asJSON: isJSON)
      return failure.status.rawValue
    }
    do {
      let arguments = CommandSynonym.resolved(try leaveFor(arguments))
      if getenv(parserVariable) == nil, let status = try PlainCommand.run(arguments) { return status.rawValue }
      try UnknownCommand.check(arguments)
      let command = try GitRegistry.parseAsRoot(arguments)
      let pager = (command as? any PagedCommand)?.isPaged == true ? Pager() : nil
      defer { pager?.finish() }
      return try outcome(of: command).rawValue
    } catch let failure as CommandFailure {
      return end(failure)
    } catch let failure as ActionFailure {
      // Told before the parser is asked whether the error is one of its own.
      return end(CommandFailure(from: failure))
    } catch  where GitRegistry.exitCode(for: error) == .validationFailure || isParserMessage(error) {
      let said = ParserMessage(GitRegistry.fullMessage(for: error))
      let status = GitRegistry.exitCode(for: error).rawValue
      if status == 0 {
        Terminal.write(HelpUsage.folded(in: HelpExamples.folded(in: said.text)) + "\n")
      } else {
        let message = UnknownOption.message(CommandSynonym.resolved(arguments)) ?? said
        Terminal.writeError(isJSON ? message.failure.document.text : message.text)
      }
      return status
    } catch {
      return end(CommandFailure(from: error))
    }
  }

  /// Runs a command that was made.
  static func outcome(of command: some ParsableCommand) throws -> ExitStatus {
    if let command = command as? any CheckingCommand { return try command.outcome() }
    var command = command
    try command.run()
    return .success
  }

  /// Set for the test that holds the parser's way and the plain one equal.
  private static let parserVariable = "GIT_REGISTRY_PARSE_ALL"

  /// Logs to standard error from the level that `GIT_REGISTRY_LOG` names (`debug` shows every process that is run).
  private static func startLogging() {
    guard let level = getenv("GIT_REGISTRY_LOG").flatMap({ Logger.Level(rawValue: String(cString: $0)) }) else {
      return
    }
    LoggingSystem.bootstrap { label in
      var handler = StreamLogHandler.standardError(label: label)
      handler.logLevel = level
      return handler
    }
  }

  /// Help, version and completion requests come as errors of the parser with exit status 0.
  private static func isParserMessage(_ error: any Error) -> Bool { GitRegistry.exitCode(for: error) == .success }

  /// `-C DIR` in front of the command, as git takes it.
  private static func leaveFor(_ arguments: [String]) throws -> [String] {
    guard arguments.first == "-C" else { return arguments }
    guard arguments.count >= 2 else {
      throw CommandFailure(status: .usage, "-C names no folder\nhelp: git registry -C DIR COMMAND")
    }
    try RepositoryOption.change(to: arguments[1])
    return try leaveFor(Array(arguments.dropFirst(2)))
  }
}
