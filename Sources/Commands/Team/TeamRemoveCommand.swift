import Actions
import ArgumentParser

struct TeamRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Remove members from a team.",
    discussion: """
      EXAMPLES
        git registry team remove platform bob
      """)

  @Argument(help: ArgumentHelp("Name of the team.", valueName: "name"), completion: .team)
  var name: String

  @Argument(help: ArgumentHelp("Members, by name or e-mail address.", valueName: "user"), completion: .member)
  var users: [String]

  @OptionGroup var options: WriteOptions

  func run() throws {
    try options.commit(RemoveFromTeam(users, from: name), in: options.place.repository())
  }
}
