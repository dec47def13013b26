import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let organizationWithoutAdmin = Rule(
    "organization-without-admin", .snapshot,
    summary: "an organization with no admin left",
    explanation: """
      Somebody must be able to add members and change roles: at least one member keeps the role admin.
      """,
    example: """
      role: member in the last admin's file
      """
  ) { change, facts, findings throws(GitError) in
    guard !change.entries.isEmpty else { return }
    guard try change.after.organization() != nil else {
      findings.add(
        "the repository has no organization.yaml", at: SourceLocation(path: "organization.yaml"),
        help: "create it: git registry init")
      return
    }
    guard change.organization != nil || !change.members.isEmpty else { return }
    if change.members.contains(where: change.makesUnreadable) { return }
    guard try Rights.organizationAdmins(in: change.after).isEmpty else { return }
    let place = change.members.first { $0.before?.value?.role == .admin }.flatMap { $0.after ?? $0.before }?.location(
      "role")
    findings.add(
      "the organization has no admin", at: place ?? SourceLocation(path: "organization.yaml"),
      help: "give one member role: admin")
  }
}
