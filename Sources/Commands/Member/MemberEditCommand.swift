import Actions
import ArgumentParser
import Manifests

struct MemberEditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Change a member of the organization, or a role in a registry.",
    discussion: """
      --email replaces the existing addresses. --signing-key adds a key, and --remove-signing-key removes one.

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
      "A key to remove, as for --signing-key, or its fingerprint; may be repeated.", valueName: "file|key"),
    completion: .file())
  var removeSigningKey: [String] = []

  @Flag(inversion: .prefixedNo, help: "The member is, or is not, a service account.")
  var service: Bool?

  @Option(help: ArgumentHelp("The registry in which to change the role.", valueName: "registry"), completion: .registry)
  var registry: String?

  @OptionGroup var options: WriteOptions

  func run() throws {
    let repository = try options.place.repository()
    if let registry {
      guard email.isEmpty, name == nil, signingKey.isEmpty, removeSigningKey.isEmpty, service == nil else {
        throw CommandFailure(
          status: .usage,
          "--email, --name, --signing-key, --remove-signing-key and --service are for the organization only\nhelp: leave --registry out"
        )
      }
      let action = SetRegistryRole(try RoleArgument.requireRegistry(role), of: who, in: registry, isNew: false)
      try options.commit(action, in: repository)
      return
    }
    var action = EditMember(who)
    action.role = try RoleArgument.organization(role)
    action.addedKeys = try signingKey.map { try SigningKey(argument: $0) }
    if !removeSigningKey.isEmpty {
      let find = RegistryLookup(try options.headSnapshot(of: repository))
      let keys = try find.member(find.memberName(who)).signingKeys
      action.removedKeys = try removeSigningKey.map { try SigningKey.removal($0, from: keys) }
    }
    (action.emails, action.displayName, action.isService) = (email, name, service)
    try options.commit(action, in: repository)
  }
}
