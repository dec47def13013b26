import Diagnostics
import Git

/// What a hook of ours does after the judgement: tells the client, and writes a change of the protected branch down.
struct PushOutcome {
  let repository: Repository
  let options: PreReceiveHook.Options
  let program: String

  /// Tells the client what was found.
  ///
  /// - Returns: true where the push is accepted.
  static func tell(_ report: Report, _ options: PreReceiveHook.Options) -> Bool {
    HookProcess.say(HookRenderer.render(report, errorPrefix: options.actorSource.errorPrefix))
    guard report.hasErrors else { return true }
    HookProcess.say("git registry refused the push: \(report.summary)\n")
    return false
  }

  /// The change of the protected branch among a push's updates, as the record has it; nil where there is none.
  func record(of updates: [RefUpdate], actor: String?) throws(GitError) -> PushRecord? {
    guard let branch = try PushJudge.protectedBranch(of: repository) else { return nil }
    for update in updates {
      guard let new = update.new, try repository.resolved(update.name) == branch else { continue }
      return PushRecord(
        of: branch, from: update.old, to: new, actor: actor, actorSource: "\(options.actorSource)", program: program)
    }
    return nil
  }
}
