import Access
import Actions
import Diagnostics
import Endpoints
import Manifests
import RegistryStore
import Rules

/// Members, their roles, and teams.
enum PeopleWrite {
  private static let roles = RegistryRole.allCases.map(\.rawValue)
  private static let settings = [
    RequestField("emails", .texts, "E-mail addresses, in place of those that are there"),
    RequestField("displayName", .text, "The name that people read"),
    RequestField("role", .choice(OrganizationRole.allCases.map(\.rawValue)), "The role in the organization"),
    RequestField("service", .flag, "True for a service account"),
    RequestField("signingKeys", .texts, "Public keys that sign commits, in OpenSSH's or OpenPGP's form, to add"),
  ]

  static let operations: [Operation] = [
    .write(
      .post, "/members", .organization(.administrate), "Add a member to the organization", like: "member add",
      body: [RequestField("name", .text, isRequired: true, "The member's name")] + settings
    ) { call in
      guard let emails = call.body.texts("emails"), !emails.isEmpty else {
        throw ActionFailure(
          .invalid, "'emails' is missing", help: "an address identifies who acts, as git's user.email")
      }
      let member = Member(
        displayName: call.body.text("displayName"), emails: emails, role: role(call) ?? .member,
        isService: call.body.flag("service") ?? false, signingKeys: try keys("signingKeys", call))
      return [try AddMember(call.body.required("name"), member)]
    },
    .write(
      .patch, "/members/{member}", .organization(.administrate), "Change a member", like: "member edit",
      body: settings + [RequestField("removeSigningKeys", .texts, "Keys to take away, or their fingerprints")]
    ) { call in
      var action = EditMember(call.name("member"))
      action.emails = call.body.texts("emails") ?? []
      (action.displayName, action.isService) = (call.body.text("displayName"), call.body.flag("service"))
      (action.role, action.addedKeys) = (role(call), try keys("signingKeys", call))
      action.removedKeys = try (call.body.texts("removeSigningKeys") ?? []).map { text in
        text.contains(" ") || text.contains("\n") ? .key(try key(text)) : .fingerprint(text)
      }
      return [action]
    },
    .write(
      .delete, "/members/{member}", .organization(.administrate), "Remove a member from the organization",
      like: "member remove"
    ) { [RemoveMember($0.name("member"))] },
    .write(
      .put, "/registries/{registry}/members/{member}", .registry(.administrate),
      "Give a member, or team/NAME with its slash as %2F, a role in a registry", like: "member add",
      body: [RequestField("role", .choice(roles), isRequired: true, "The role")]
    ) { call in
      guard let role = RegistryRole(rawValue: call.body.required("role")) else { return [] }
      let (who, registry) = (call.name("member"), call.registry)
      let isNew = try await call.repository.read(as: call.principal) { sight in
        let find = sight.reader.find
        let key = who.hasPrefix(Rights.teamPrefix) ? who : try find.memberName(who)
        return try find.registry(registry).members[key] == nil
      }
      return [SetRegistryRole(role, of: who, in: registry, isNew: isNew)]
    },
    .write(
      .delete, "/registries/{registry}/members/{member}", .registry(.administrate),
      "Take a member's role in a registry away",
      like: "member remove"
    ) { [RemoveRegistryRole(of: $0.name("member"), in: $0.registry)] },
    .write(
      .post, "/teams", .organization(.administrate), "Create a team", like: "team create",
      body: [
        RequestField("name", .text, isRequired: true, "The team's name"),
        RequestField("description", .text, "What it is"), RequestField("members", .texts, "Its members"),
      ]
    ) { call in
      [
        try CreateTeam(
          call.body.required("name"), description: call.body.text("description"),
          members: call.body.texts("members") ?? [])
      ]
    },
    .write(.delete, "/teams/{team}", .organization(.administrate), "Delete a team", like: "team delete") {
      [DeleteTeam($0.name("team"))]
    },
    .write(
      .put, "/teams/{team}/members/{member}", .organization(.administrate), "Add a member to a team", like: "team add"
    ) { [AddToTeam([$0.name("member")], to: $0.name("team"))] },
    .write(
      .delete, "/teams/{team}/members/{member}", .organization(.administrate), "Remove a member from a team",
      like: "team remove"
    ) { [RemoveFromTeam([$0.name("member")], from: $0.name("team"))] },
  ]

  private static func role(_ call: Call) -> OrganizationRole? {
    call.body.text("role").flatMap { OrganizationRole(rawValue: $0) }
  }

  private static func keys(_ field: String, _ call: Call) throws -> [SigningKey] {
    try (call.body.texts(field) ?? []).map(key)
  }

  private static func key(_ text: String) throws -> SigningKey {
    do throws(SigningKeyProblem) { return try SigningKey(text) } catch {
      throw ActionFailure(.invalid, "the key \(error)", help: error.help)
    }
  }
}
