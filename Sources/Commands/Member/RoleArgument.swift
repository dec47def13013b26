import Diagnostics
import Manifests

/// `--role`, whose choices depend on `--registry`.
enum RoleArgument {
  static func organization(_ text: String?) throws -> OrganizationRole? { try role(text, "the organization") }

  static func requireRegistry(_ text: String?) throws -> RegistryRole {
    if let role: RegistryRole = try role(text, "a registry") { return role }
    throw CommandFailure(
      status: .usage,
      "--role is missing\nhelp: use one of: \(RegistryRole.allCases.map(\.rawValue).joined(separator: ", "))")
  }

  private static func role<Role: RawRepresentable & CaseIterable>(_ text: String?, _ place: String) throws -> Role?
  where Role.RawValue == String {
    guard let text else { return nil }
    if let role = Role(rawValue: text) { return role }
    let help = Suggestion.help(for: text, among: Role.allCases.map(\.rawValue)) ?? ""
    throw CommandFailure(status: .usage, "'\(text)' is not a role in \(place)\nhelp: \(help)")
  }
}
