import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let actorUnknown = Rule(
    "actor-unknown", .transition, isAboutActor: true,
    summary: "a change by nobody, or by somebody who is not a member",
    explanation: """
      The host says who pushes, and that must be a member's file name or one of its e-mail addresses, byte for byte. If
      signatures name the actor, it is the member whose key signed the new tip. On a laptop the actor is the member whose address is git's user.email. An unknown one is a warning there: a fork's contributor may propose
      what a member will merge. The first push must come from an admin of the organization that it creates.
      """,
    example: """
      a push by mallory, who has no file under members/
      """
  ) { change, facts, findings throws(GitError) in
    // Who is said to act must be known, whatever the change comes to.
    if change.entries.isEmpty {
      guard case .authenticated = facts.actor else { return }
    }
    let place = SourceLocation(path: "members")
    switch facts.actor {
    case .unknown: findings.notJudgedWithoutActor("; name the actor with --actor")
    // Why the new tip's signature names nobody is the matter of the rules on signatures.
    case .authenticated(nil) where facts.signatures?.namesActor == true: break
    case .authenticated(nil):
      findings.add(
        "the host did not say who pushes", at: place,
        help: "ask the host's administrator to check the hook's --actor-from")
    case .authenticated(let claim?), .local(let claim):
      // Whether a first push comes from an admin, an unreadable member does not say.
      if change.before == nil, change.members.contains(where: change.makesUnreadable) { return }
      let name = try Rights.memberName(claim, in: change.authority)
      if name == nil {
        findings.add(
          "'\(claim)' is not a member of the organization", at: place,
          help: "ask an admin to add you: \(try change.organizationAdmins())")
      } else if change.before == nil, try change.authority.member(name ?? "")?.value?.role != .admin {
        findings.add(
          "'\(claim)' is not an admin of the organization that this first push creates", at: place,
          help: "push it as one of: \(try change.organizationAdmins())")
      } else if change.before == nil, let wanted = facts.firstAdmin, !claim.utf8.elementsEqual(wanted.utf8) {
        findings.add(
          "the first push must come from '\(wanted)'", at: place, help: "the hook was installed with --admin \(wanted)")
      }
    }
  }
}
