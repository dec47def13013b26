import Blobs
import Diagnostics
import Git
import Glibc
import RegistryStore
import Rules

/// A push whose references we move: judged, moved under a lock in one transaction, on the disk before it is acknowledged.
struct StrictPush {
  let updates: [RefUpdate]
  let limits: PushLimits
  let onRecord: PushOnRecord

  private var repository: Repository { onRecord.repository }

  /// - Returns: why nothing was moved, in a phrase; nil if all was.
  func run() throws -> String? {
    // Objects are on disk before a reference names them. Another push waits for none of this.
    let judge = try PushJudge(
      repository: repository, limits: limits, actor: onRecord.options.actorSource.actor(), options: onRecord.options,
      now: Int64(time(nil)))
    let judged = JudgedPush.take(of: updates, in: repository, atMost: limits.seconds)
    if let judged {
      try repository.syncObjects(judged.objects)
    } else {
      try FileSystem.syncAll(on: repository.commonDirectory)
    }
    let (refusal, moved) = try moveUnderLock(judge, onRecord.actor(of: updates), judged)
    if refusal == nil {
      try repository.syncObjects(recorded(by: moved))
      try repository.syncReferences(moved.map(\.name))
    }
    return refusal
  }

  private func moveUnderLock(
    _ judge: PushJudge, _ actor: String?, _ judged: JudgedPush?
  ) throws -> (refusal: String?, moved: [RefChange]) {
    let lock = try RefLock(in: repository)
    defer { lock.unlock() }
    // Nothing that the verdict depends on can move now; if something did since, the push is judged again.
    if try judged?.circumstances != judge.circumstances(of: updates) {
      let report = try judge.judge(updates)
      // pre-receive has shown the warnings.
      guard !report.hasErrors else {
        _ = PushVerdict.tell(report, onRecord.options)
        note(.refused(report), actor)
        return ("git registry refused the push", [])
      }
      try judge.syncContent()
    }
    if let refusal = try refusalBySettings() ?? refusalByUpdateHook() {
      note(.refused(.empty, reason: refusal), actor)
      return (refusal, [])
    }
    // What waits for the disk waits after the lock.
    repository.syncsLikeGit = true
    var changes = updates.map { RefChange($0.name, from: $0.old, to: $0.new) }
    if let record = try onRecord.record(of: updates, actor: actor) {
      // What everybody looks at moves last.
      let isProtected = { (change: RefChange) in change.name == record.name }
      let last = changes.filter(isProtected)
      changes = try changes.filter { !isProtected($0) } + [PushLog(of: repository).append(record)] + last
    }
    guard let problem = try lock.move(changes, message: "push\(actor.map { " by \($0)" } ?? "")") else {
      return (nil, changes)
    }
    HookProcess.say("error: git could not move the references\n  \(EscapedText.printable(problem))\n")
    note(.failed(GitError(operation: "move the references", reason: .other(-1), detail: problem)), actor)
    return ("failed to update", [])
  }

  /// The files of the record's new entries.
  private func recorded(by changes: [RefChange]) throws(GitError) -> [String] {
    guard let change = changes.first(where: { $0.name == PushLog.name }) else { return [] }
    var files: [String] = []
    var next = change.new
    while let id = next, id != change.old {
      files.append(Repository.looseFile(of: id))
      next = try repository.commit(id).parents.first
    }
    return files
  }

  private func note(_ what: RefusalLog.Outcome, _ actor: String?) {
    RefusalLog.note(what, updates, actor: actor, onRecord.options, in: repository)
  }

  // MARK: What receive-pack leaves to this hook

  /// Source: git-config(1), "receive.denyDeletes", "receive.denyNonFastForwards".
  private func refusalBySettings() throws(GitError) -> String? {
    let deniesDeletion = try repository.flag("receive.denyDeletes") ?? false
    let deniesRewinding = try repository.flag("receive.denyNonFastForwards") ?? false
    for update in updates where update.name.branch != nil {
      guard let old = update.old else { continue }
      guard let new = update.new else {
        if deniesDeletion { return "deletion prohibited" }
        continue
      }
      if deniesRewinding, try !repository.isAncestor(old, of: new) { return "non-fast-forward" }
    }
    return nil
  }

  /// The repository's `update` hook is asked for each reference, as receive-pack would: gitolite's access control is one.
  ///
  /// Source: githooks(5), "update".
  private func refusalByUpdateHook() throws(GitError) -> String? {
    let hook = "\(repository.commonDirectory)/hooks/update"
    guard access(hook, X_OK) == 0 else { return nil }
    for update in updates {
      let values = [update.old ?? .zero, update.new ?? .zero].map { "\($0)" }
      let result = try Repository.runHook(hook, [update.name.text] + values)
      HookProcess.say(result.text + result.error)
      guard result.status == 0 else { return "hook declined" }
    }
    return nil
  }
}
