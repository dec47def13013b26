import Actions
import ArgumentParser

struct TeamCreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Create a team.",
    discussion: """
      EXAMPLES
        git registry team create platform --description "Runs what is in production." --member grace --member ci-bot
      """)

  @Argument(help: ArgumentHelp("Name of the team.", valueName: "name"))
  var name: String

  @Option(help: ArgumentHelp("What the team does.", valueName: "text"))
  var description: String?

  @Option(
    help: ArgumentHelp("A member, by name or e-mail address; may be repeated.", valueName: "user"), completion: .member)
  var member: [String] = []

  @OptionGroup var options: WriteOptions

  func run() throws {
    let action = try CreateTeam(name, description: description, members: member)
    try options.commit(action, in: options.place.repository())
  }
}
