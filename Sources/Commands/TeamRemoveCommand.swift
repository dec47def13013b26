import ArgumentParser
import Manifests
import RegistryStore

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
    let summary = "Remove \(users.joined(separator: ", ")) from team \(name)"
    try options.commit(summary, in: options.place.repository()) { edit, snapshot in
      let find = Finder(snapshot: snapshot)
      var team = try find.team(name)
      for user in try users.map(find.memberName) {
        guard let index = team.members.firstIndex(of: user) else {
          throw CommandFailure("'\(user)' is not in team '\(name)'")
        }
        team.members.remove(at: index)
      }
      try edit.write(team, at: "teams/\(name)")
    }
  }
}
