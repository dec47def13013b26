import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let roleInsufficient = Rule(
    "role-insufficient", .transition, isAboutActor: true,
    summary: "a change that the actor's role does not allow",
    explanation: """
      Rights are read from the snapshot before the change, so that nobody can grant themselves rights in the push that uses them. In a
      registry that the change creates, the actor counts as its admin. An organization admin is an admin everywhere.
      """,
    example: """
      a viewer publishes a version
      """
  ) { change, facts, findings throws(GitError) in
    guard change.before != nil else { return }
    let requirements = try Requirement.all(of: change)
    guard !requirements.isEmpty else { return }
    guard let rights = try change.rights(of: facts.actor) else {
      if case .unknown = facts.actor {
        let approvers = try Requirement.approvers(of: requirements, in: change)
        findings.notJudgedWithoutActor(": needs approval by \(approvers)")
      }
      return
    }
    for requirement in requirements where try !requirement.isMet(by: rights) {
      findings.add(
        "\(requirement.action) takes \(requirement.role), and '\(rights.member ?? "")' is \(try requirement.actualRole(of: rights))",
        at: requirement.location, help: "ask \(try requirement.role.approvers(in: change))")
    }
  }
}
