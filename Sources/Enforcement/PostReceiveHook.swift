import Diagnostics
import Git
import Glibc
import RegistryStore

/// `git-registry hook post-receive`: writes the change of the protected branch into the record of pushes, once git has moved it.
///
/// If proc-receive moves the references, it writes the record itself, in the same transaction.
package enum PostReceiveHook {
  /// - Returns: 0, or 70 if nothing could be recorded; the push stands in either case.
  package static func run(arguments: [String], program: String) -> Int32 {
    let options = PushHookOptions(arguments: arguments)
    var (opened, updates, actor): (Repository?, [RefUpdate], String?) = (nil, [], nil)
    do {
      guard let options else { throw PushError.arguments }
      let repository = try Repository.openInHook()
      opened = repository
      // As durable as the push that it records. One that survives a power cut when the push does not would not be a record.
      repository.syncsLikeGit = true
      HookProcess.refuse(after: try PushLimits(of: repository).seconds)
      updates = try RefUpdate.parse(HookProcess.readInput())
      let onRecord = PushOnRecord(repository: repository, options: options, program: program)
      actor = try onRecord.actor(of: updates)
      guard let record = try onRecord.record(of: updates, actor: actor) else {
        try PushLog.complete(in: repository)
        return 0
      }
      for isPatient in Array(repeating: true, count: attempts) + [false] {
        if try write(record, isPatient: isPatient, in: repository) { return 0 }
        usleep(microsecondsBetween)
      }
      return 0
    } catch {
      HookProcess.say(
        "warning: the push was accepted, but git registry could not record it\n  \(EscapedText.printable("\(error)"))\n"
      )
      if let options { RefusalLog.note(.unrecorded(error), updates, actor: actor, options, in: opened) }
      return 70
    }
  }

  // Two pushes may come here in the other order: the later one waits for the earlier one, if that is alive, for a second.
  private static let attempts = 20
  private static let microsecondsBetween: UInt32 = 50_000

  /// - Returns: false if another push has to be written down first.
  private static func write(_ record: PushRecord, isPatient: Bool, in repository: Repository) throws -> Bool {
    let lock = try RefLock(in: repository)
    defer { lock.unlock() }
    let log = PushLog(of: repository)
    if let newest = try log.newest()?.record, newest.new != record.old {
      // What came too late was written down as unrecorded.
      if try repository.isAncestor(record.new, of: newest.new) {
        try AcceptedPushes(of: repository).clear(recorded: newest.new, tip: repository.target(of: record.name))
        return true
      }
      if isPatient, newest.old != record.old { return false }
    }
    let accepted = AcceptedPushes(of: repository)
    let missing =
      try record.old.map { try accepted.chain(of: record.name, from: log.newest()?.record.new, to: $0) } ?? []
    let change = try log.append(record, after: missing)
    try lock.announce([change])
    if let new = change.new { try repository.move(change.name, from: change.old, to: new, message: "record a push") }
    try accepted.clear(recorded: record.new, tip: repository.target(of: record.name))
    return true
  }
}
