import ArgumentParser
import Git
import Manifests
import RegistryStore
import Rules

struct TeamDeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete a team; it leaves the registries that name it in the same commit.",
    discussion: """
      EXAMPLES
        git registry team delete platform
      """)

  @Argument(help: ArgumentHelp("Name of the team.", valueName: "name"), completion: .team)
  var name: String

  @OptionGroup var options: WriteOptions

  func run() throws {
    try options.commit("Delete team \(name)", in: options.place.repository()) { edit, snapshot in
      _ = try Finder(snapshot: snapshot).team(name)
      if let path = try snapshot.team(name)?.path { edit.remove(path) }
      for registry in try snapshot.registryNames() {
        guard var value = try snapshot.registry(registry)?.value,
          value.members.removeValue(forKey: Rights.teamPrefix + name) != nil
        else { continue }
        try edit.write(value, at: "registries/\(registry)/registry")
      }
    }
  }
}
