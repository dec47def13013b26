import ArgumentParser
import Git
import Manifests
import RegistryStore
import Rules

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
    if let registry { return try RegistryMembership(registry: registry, who: who, options: options).remove() }
    try options.commit("Remove member \(who)", in: options.place.repository()) { edit, snapshot in
      let find = Finder(snapshot: snapshot)
      let user = try find.memberName(who)
      if let path = try snapshot.member(user)?.path { edit.remove(path) }
      for name in try snapshot.registryNames() {
        guard var value = try snapshot.registry(name)?.value, value.members.removeValue(forKey: user) != nil else {
          continue
        }
        try edit.write(value, at: "registries/\(name)/registry")
      }
      for name in try snapshot.teamNames() {
        guard var value = try snapshot.team(name)?.value, value.members.contains(user) else { continue }
        value.members.removeAll { $0 == user }
        try edit.write(value, at: "teams/\(name)")
      }
    }
  }
}
