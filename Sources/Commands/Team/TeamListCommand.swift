import Actions
import ArgumentParser
import Diagnostics
import Manifests
import Rules

struct TeamListCommand: ParsableCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the teams with their members.",
    discussion: """
      EXAMPLES
        git registry team list
      """)

  @OptionGroup var output: ReadOptions

  func run() throws {
    let reader = try output.registry()
    var table = Table("TEAM", "MEMBERS", "DESCRIPTION")
    var values: [JSONValue] = []
    for name in NaturalOrder.sorted(try reader.snapshot.teamNames()) {
      let team = try reader.find.team(name)
      table.add(name, team.members.joined(separator: " "), team.description ?? "")
      values.append(.named(name, team))
    }
    output.print(table.text) { .array(values) }
  }
}
