import ArgumentParser
import Manifests
import RegistryStore
import Rules

struct MemberEditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Change a member of the organization, or a role in a registry.",
    discussion: """
      --email replaces the addresses that are there. --signing-key adds a key, and --remove-signing-key takes one away.

      EXAMPLES
        git registry member edit grace --role admin
        git registry member edit grace --signing-key ~/.ssh/id_ed25519.pub
        git registry member edit bob --registry Fine_Tuned_Models --role member
      """)

  @Argument(
    help: ArgumentHelp("User name or e-mail address; with --registry also team/NAME.", valueName: "who"),
    completion: .memberOrTeam)
  var who: String

  @Option(help: ArgumentHelp("An e-mail address; may be repeated.", valueName: "mail"))
  var email: [String] = []

  @Option(help: ArgumentHelp("The name that people read; an empty one is removed.", valueName: "text"))
  var name: String?

  @Option(
    help: ArgumentHelp(
      "admin or member; with --registry: admin, member, viewer or restricted-viewer.", valueName: "role"))
  var role: String?

  @Option(help: SigningKey.argumentHelp, completion: .file())
  var signingKey: [String] = []

  @Option(
    help: ArgumentHelp(
      "A key that signs no longer, as for --signing-key, or its fingerprint; may be repeated.", valueName: "file|key"),
    completion: .file())
  var removeSigningKey: [String] = []

  @Flag(inversion: .prefixedNo, help: "It is, or is not, a service account.")
  var service: Bool?

  @Option(help: ArgumentHelp("The registry in which to change the role.", valueName: "registry"), completion: .registry)
  var registry: String?

  @OptionGroup var options: WriteOptions

  func run() throws {
    if let registry {
      guard email.isEmpty, name == nil, signingKey.isEmpty, removeSigningKey.isEmpty, service == nil else {
        throw CommandFailure(
          status: .usage,
          "--email, --name, --signing-key, --remove-signing-key and --service are of the organization\nhelp: leave --registry out"
        )
      }
      return try RegistryMembership(registry: registry, who: who, options: options).set(role, isNew: false)
    }
    let role = try RoleArgument.organization(role)
    let keys = try signingKey.map { try SigningKey(argument: $0) }
    try options.commit("Edit member \(who)", in: options.place.repository()) { edit, snapshot in
      let find = Finder(snapshot: snapshot)
      let user = try find.memberName(who)
      var member = try find.member(user)
      if !email.isEmpty { member.emails = email }
      if let name { member.displayName = name.nilIfEmpty }
      if let role { member.role = role }
      if let service { member.isService = service }
      for key in removeSigningKey {
        member.signingKeys = try SigningKey.removing(key, from: member.signingKeys, of: user)
      }
      for key in keys where !member.signingKeys.contains(where: { $0.identity == key.identity }) {
        member.signingKeys.append(key)
      }
      try edit.write(member, at: "members/\(user)")
    }
  }
}
