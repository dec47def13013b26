import Diagnostics
import GitObjects

extension Rule {
  static let signerMismatch = Rule(
    "signer-mismatch", .transition, isAboutActor: true,
    summary: "a new tip that somebody other than the pusher signed, although signatures are required",
    explanation: """
      With `policy.signatures: required` the host says who pushes, and the signature of the newest commit must name the same member: two
      proofs of one name. The commits below it may be any member's. To merge other people's signed commits, make and sign a
      merge commit (`git merge --no-ff -S`).
      """,
    example: """
      bob pushes a branch whose newest commit ada signed
      """
  ) { change, facts, findings throws(GitError) in
    guard facts.signatures?.namesActor != true,
      try !change.commitsToBeSigned(facts, &findings).isEmpty, let signatures = facts.signatures
    else { return }
    guard let tip = try signatures.tip() else {
      return findings.notJudged("the merge does not exist yet, so nobody has signed it")
    }
    // Other rules say why it names nobody.
    guard let signer = tip.signature.member else { return }
    guard let claim = facts.actor.claim else {
      if case .unknown = facts.actor { findings.notJudgedWithoutActor("; name the actor with --actor") }
      return
    }
    guard let actor = try Rights.memberName(claim, in: change.authority), actor != signer else { return }
    findings.add(
      "the new tip \(tip.id.abbreviated) is signed by '\(signer)', but pushed by '\(actor)'", at: tip.location,
      help: "ask '\(signer)' to push it, or put a commit of your own on top: git merge --no-ff -S")
  }
}
