import ArgumentParser
import Manifests
import RegistryStore

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
    let summary = "Add \(users.joined(separator: ", ")) to team \(name)"
    try options.commit(summary, in: options.place.repository()) { edit, snapshot in
      let find = Finder(snapshot: snapshot)
      var team = try find.team(name)
      team.members += try users.map(find.memberName).unique(without: team.members)
      try edit.write(team, at: "teams/\(name)")
    }
  }
}
