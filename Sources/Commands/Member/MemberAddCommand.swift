import Actions
import ArgumentParser
import Manifests

struct MemberAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add a member to the organization, or to a registry.",
    discussion: """
      Without --registry, USER becomes a member of the organization: members/USER.yaml. With --registry, WHO, a member's name \
      or e-mail address or team/NAME, gets a role there: admin, member, viewer or restricted-viewer. With --email as well, one \
      commit does both.

      EXAMPLES
        git registry member add grace --email grace@acme.org --name "Grace Hopper" --signing-key id_ed25519.pub
        git registry member add ci-bot --email ci@acme.org --service
        git registry member add grace@acme.org --registry Fine_Tuned_Models --role member
      """)

  @Argument(
    help: ArgumentHelp("User name; with --registry also an e-mail address or team/NAME.", valueName: "who"),
    completion: .memberOrTeam)
  var who: String

  @Option(help: ArgumentHelp("An e-mail address; may be repeated.", valueName: "mail"))
  var email: [String] = []

  @Option(help: ArgumentHelp("The name that people read.", valueName: "text"))
  var name: String?

  @Option(
    help: ArgumentHelp(
      "admin or member; with --registry: admin, member, viewer or restricted-viewer.", valueName: "role"))
  var role: String?

  @Option(help: SigningKey.argumentHelp, completion: .file())
  var signingKey: [String] = []

  @Flag(help: "The member is a service account.")
  var service = false

  @Option(help: ArgumentHelp("The registry to add to.", valueName: "registry"), completion: .registry)
  var registry: String?

  @OptionGroup var options: WriteOptions

  func run() throws {
    let repository = try options.place.repository()
    if let registry, email.isEmpty {
      guard name == nil, signingKey.isEmpty, !service else {
        throw CommandFailure(
          status: .usage,
          "--name, --signing-key and --service are of a new member, and --email is missing\nhelp: add --email MAIL, or leave them out"
        )
      }
      try options.commit(
        SetRegistryRole(RoleArgument.requireRegistry(role), of: who, in: registry, isNew: true), in: repository)
    } else {
      try options.commit(member(), in: repository)
    }
  }

  private func member() throws -> AddMember {
    try NameGrammar.member.require(who)
    guard !email.isEmpty else {
      throw CommandFailure(status: .usage, "--email is missing\nhelp: it identifies who acts, as git's user.email")
    }
    let keys = try signingKey.map { try SigningKey(argument: $0) }
    var member = Member(displayName: name, emails: email, role: .member, isService: service, signingKeys: keys)
    if let registry {
      return try AddMember(who, member, roles: [registry: RoleArgument.requireRegistry(role)])
    }
    if let role = try RoleArgument.organization(role) { member.role = role }
    return try AddMember(who, member)
  }
}
