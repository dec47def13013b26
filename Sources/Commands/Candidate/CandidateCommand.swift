import ArgumentParser

struct CandidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "candidate",
    abstract: "Record training runs, and promote one to a version.",
    subcommands: [
      CandidateCreateCommand.self, CandidateListCommand.self, CandidateShowCommand.self, CandidatePromoteCommand.self,
      CandidateDeleteCommand.self,
    ])
}
