import ArgumentParser
import Diagnostics
import Manifests
import RegistryStore
import Rules

/// A member's or team's place in one registry.
struct RegistryMembership {
  let registry: String
  let who: String
  let options: WriteOptions

  /// Gives a role.
  ///
  /// - Parameter isNew: true where an existing role is a mistake, false where a missing one is.
  func set(_ role: String?, isNew: Bool) throws {
    guard let role = try RoleArgument.registry(role) else {
      throw CommandFailure(
        status: .usage,
        "--role is missing\nhelp: use one of: \(RegistryRole.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    try change { who in
      isNew
        ? "Add \(who) to registry \(registry) as \(role.rawValue)"
        : "Make \(who) \(role.rawValue) of registry \(registry)"
    } body: { value, key in
      guard (value.members[key] == nil) == isNew else {
        let state = isNew ? "already \(value.members[key]?.rawValue ?? "") of" : "not in"
        throw CommandFailure(
          "'\(key)' is \(state) registry '\(registry)'\nhelp: git registry member \(isNew ? "edit" : "add") \(key) --registry \(registry) --role \(role.rawValue)"
        )
      }
      value.members[key] = role
    }
  }

  func remove() throws {
    try change { who in
      "Remove \(who) from registry \(registry)"
    } body: { value, key in
      guard value.members.removeValue(forKey: key) != nil else {
        throw CommandFailure("'\(key)' is not in registry '\(registry)'")
      }
    }
  }

  private func change(_ summary: (String) -> String, body: (inout Registry, String) throws -> Void) throws {
    let repository = try options.place.repository()
    let head = Finder(snapshot: try options.headSnapshot(of: repository))
    let key = try who.hasPrefix(Rights.teamPrefix) ? who : head.memberName(who)
    try options.commit(summary(key), in: repository) { edit, snapshot in
      var value = try Finder(snapshot: snapshot).registry(registry)
      try body(&value, key)
      try edit.write(value, at: "registries/\(registry)/registry")
    }
  }
}

/// `--role`, whose choices depend on `--registry`.
enum RoleArgument {
  static func organization(_ text: String?) throws -> OrganizationRole? { try role(text, "the organization") }

  static func registry(_ text: String?) throws -> RegistryRole? { try role(text, "a registry") }

  private static func role<Role: RawRepresentable & CaseIterable>(_ text: String?, _ place: String) throws -> Role?
  where Role.RawValue == String {
    guard let text else { return nil }
    if let role = Role(rawValue: text) { return role }
    let help = Suggestion.help(for: text, among: Role.allCases.map(\.rawValue)) ?? ""
    throw CommandFailure(status: .usage, "'\(text)' is no role in \(place)\nhelp: \(help)")
  }
}
