import Actions
import ArgumentParser

struct MemberRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Remove a member from the organization, or from a registry.",
    discussion: """
      Removing somebody from the organization takes the name out of every registry and team in the same commit.

      EXAMPLES
        git registry member remove bob --registry Fine_Tuned_Models
        git registry member remove bob
      """)

  @Argument(
    help: ArgumentHelp("User name or e-mail address; with --registry also team/NAME.", valueName: "who"),
    completion: .memberOrTeam)
  var who: String

  @Option(help: ArgumentHelp("The registry to remove from.", valueName: "registry"), completion: .registry)
  var registry: String?

  @OptionGroup var options: WriteOptions

  func run() throws {
    let repository = try options.place.repository()
    if let registry {
      try options.commit(RemoveRegistryRole(of: who, in: registry), in: repository)
    } else {
      try options.commit(RemoveMember(who), in: repository)
    }
  }
}
