import ArgumentParser
import Diagnostics
import Manifests
import Rules

struct MemberListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the members of the organization, or of a registry, with their roles.",
    discussion: """
      EXAMPLES
        git registry member list
        git registry member list --registry Fine_Tuned_Models --json
      """)

  @Option(help: ArgumentHelp("The registry whose members to list.", valueName: "registry"))
  var registry: String?

  @OptionGroup var output: ReadOptions

  func run() throws {
    let reader = try output.place.registry()
    if let registry {
      let members = try reader.find.registry(registry).members.sorted { $0.key < $1.key }
      var table = Table("NAME", "ROLE")
      for (name, role) in members { table.add(name, role.rawValue) }
      return output.print(table.text) {
        .array(members.map { .object(["name": .string($0.key), "role": .string($0.value.rawValue)]) })
      }
    }
    var members: [(name: String, value: Member)] = []
    for name in try reader.snapshot.memberNames() { members.append((name, try reader.find.member(name))) }
    var table = Table("NAME", "ROLE", "SERVICE", "E-MAIL", "DISPLAY NAME")
    for (name, member) in members {
      table.add(
        name, member.role.rawValue, member.isService ? "yes" : "", member.emails.joined(separator: ", "),
        member.displayName ?? "")
    }
    output.print(table.text) { .array(members.map { .named($0.name, $0.value) }) }
  }
}
