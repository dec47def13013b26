import ArgumentParser
import Manifests
import RegistryStore
import Rules

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
    try NameGrammar.team.require(name)
    try options.commit("Create team \(name)", in: options.place.repository()) { edit, snapshot in
      guard try snapshot.team(name) == nil else { throw CommandFailure("there is a team '\(name)' already") }
      let find = Finder(snapshot: snapshot)
      let members = try member.map(find.memberName).unique(without: [])
      try edit.write(Team(description: description, members: members), at: "teams/\(name)")
    }
  }
}
