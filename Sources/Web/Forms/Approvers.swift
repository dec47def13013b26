import Actions
import Endpoints
import Rules

/// Who may do what the viewer may not, in a sentence.
enum Approvers {
  static func admins(of registry: String, _ context: PageContext) throws -> String {
    try sentence("Admins of \(registry) change this", Rights.admins(of: registry, in: context.snapshot), context)
  }

  static func organization(_ context: PageContext) throws -> String {
    try sentence("Admins of the organization do this", Rights.organizationAdmins(in: context.snapshot), context)
  }

  static func members(of registry: String, _ context: PageContext) throws -> String {
    try sentence(
      "Members of \(registry) change this; its admins add them", Rights.admins(of: registry, in: context.snapshot),
      context)
  }

  /// Who belongs to the organization is its members' to know.
  private static func sentence(_ text: String, _ names: [String], _ context: PageContext) -> String {
    context.sight.isMember && !names.isEmpty ? "\(text): \(names.joined(separator: ", "))." : text + "."
  }
}
