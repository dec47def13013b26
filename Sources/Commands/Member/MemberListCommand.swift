import Actions
import ArgumentParser
import Diagnostics
import Manifests
import Rules

struct MemberListCommand: ParsableCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the members of the organization, or of a registry, with their roles.",
    discussion: """
      EXAMPLES
        git registry member list
        git registry member list --registry Fine_Tuned_Models --json
        git registry member list --effective --registry Fine_Tuned_Models
      """)

  @Option(help: ArgumentHelp("The registry whose members to list.", valueName: "registry"), completion: .registry)
  var registry: String?

  @Flag(
    help:
      "List what everybody may do in the registries, and why: by the registry, a team or the organization.")
  var effective = false

  @OptionGroup var output: ReadOptions

  func run() throws {
    let reader = try output.registry()
    if effective { return try listEffective(reader) }
    if let registry {
      let members = try reader.find.registry(registry).members.sorted { $0.key < $1.key }
      var table = Table("NAME", "ROLE")
      for (name, role) in members { table.add(name, role.rawValue) }
      return output.print(table.text) {
        .array(members.map { .object(["name": .string($0.key), "role": .string($0.value.rawValue)]) })
      }
    }
    var members: [(name: String, value: Member)] = []
    for name in NaturalOrder.sorted(try reader.snapshot.memberNames()) {
      members.append((name, try reader.find.member(name)))
    }
    var table = Table("NAME", "ROLE", "SERVICE", "E-MAIL", "DISPLAY NAME")
    for (name, member) in members {
      table.add(
        name, member.role.rawValue, member.isService ? "yes" : "", member.emails.joined(separator: ", "),
        member.displayName ?? "")
    }
    output.print(table.text) { .array(members.map { .named($0.name, $0.value) }) }
  }

  private func listEffective(_ reader: RegistryReader) throws {
    let registries = try registry.map { [$0] } ?? NaturalOrder.sorted(reader.snapshot.registryNames())
    var table = Table("REGISTRY", "NAME", "ROLE", "FROM")
    var values: [JSONValue] = []
    for name in registries {
      _ = try reader.find.registry(name)
      for effective in try EffectiveRole.all(in: name, of: reader.snapshot) {
        table.add(name, effective.member, effective.role.rawValue, effective.source)
        values.append(
          effective.value(in: name))
      }
    }
    output.print(table.text) { .array(values) }
  }
}
