import Actions
import ArgumentParser

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
    try options.commit(DeleteTeam(name), in: options.place.repository())
  }
}
