import Actions
import ArgumentParser

struct TeamAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add members to a team.",
    discussion: """
      EXAMPLES
        git registry team add platform grace bob@acme.org
      """)

  @Argument(help: ArgumentHelp("Name of the team.", valueName: "name"), completion: .team)
  var name: String

  @Argument(help: ArgumentHelp("Members, by name or e-mail address.", valueName: "user"), completion: .member)
  var users: [String]

  @OptionGroup var options: WriteOptions

  func run() throws {
    try options.commit(AddToTeam(users, to: name), in: options.place.repository())
  }
}
