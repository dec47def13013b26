import Diagnostics
import Git
import Glibc
import Rules

/// `git-registry hook pre-receive`: reads git's lines, judges, and answers with its exit status.
///
/// Read by hand rather than by the argument parser: starting that would cost more than the judgement.
package struct PreReceiveHook {
  /// Runs the hook of the repository that the environment names.
  ///
  /// - Returns: 0 to accept; 1 to refuse; 64 and 70 refuse too, for wrong arguments and for our own failure.
  package static func run(arguments: [String], program: String) -> Int32 {
    guard let options = PushHookOptions(arguments: arguments) else {
      HookProcess.say(
        "error: git registry: the pre-receive hook has wrong arguments\nhint: install it again: git registry hook install\n"
      )
      return 64
    }
    var (opened, updates, actor): (Repository?, [RefUpdate], String?) = (nil, [], nil)
    do {
      let repository = try Repository.openInHook()
      opened = repository
      try PushError.refuseNamespace()
      let limits = try PushLimits(of: repository)
      HookProcess.refuse(after: limits.seconds)
      let input = try HookProcess.readInput()
      do throws(PushError) {
        updates = try RefUpdate.parse(input)
      } catch {
        let report = try Judge.judge(Push(malformation: "\(error)"))
        RefusalLog.note(.refused(report), [], actor: nil, options, in: repository)
        return PushVerdict.tell(report, options) ? 0 : 1
      }
      let onRecord = PushOnRecord(repository: repository, options: options, program: program)
      actor = try options.actorSource.actor()
      RefusalLog.prepare(updates, actor: actor, options, in: repository)
      let judge = try PushJudge(
        repository: repository, limits: limits, actor: actor, options: options, now: Int64(time(nil)))
      let report = try judge.judge(updates)
      if let hint = try judge.missedBranchHint(updates) { HookProcess.say("warning: \(hint)\n") }
      guard PushVerdict.tell(report, options) else {
        // Who signed may be what is wrong.
        let known = actor ?? (try? onRecord.actor(of: updates))
        RefusalLog.note(.refused(report), updates, actor: known, options, in: repository)
        return 1
      }
      // If proc-receive moves the references, it records them itself.
      if try repository.configurations(ServerHook.strictSetting).isEmpty {
        if let record = try onRecord.record(of: updates, actor: onRecord.actor(of: updates)) {
          AcceptedPushes(of: repository).note(record)
        }
      } else {
        try judge.syncContent()
        JudgedPush(
          updates: updates, objects: repository.quarantinedFiles(), circumstances: try judge.circumstances(of: updates)
        ).leave(in: repository)
      }
      return 0
    } catch {
      HookProcess.say(
        "error: git registry could not judge the push, so it is refused\n  \(EscapedText.printable("\(error)"))\n")
      RefusalLog.note(.failed(error), updates, actor: actor, options, in: opened)
      return 70
    }
  }
}
