import Blobs
import Diagnostics
package import Git
import RegistryStore
import Rules

/// Replays the changes of a branch from a clone: would the rules have let this actor make this change on that snapshot?
///
/// A recorded push is judged as the hook judged it: its steps, or, by an older program, its net change; true old value, the actor that
/// the host named. If there is no record, the commits along the first parents are judged one by one, without an actor.
package struct Audit {
  private let repository: Repository
  /// The changes, newest first.
  private var changes: [Recorded] = []
  /// What in the record cannot be true of this history, or says that a change went past the hooks; a sentence each.
  package private(set) var contradictions: [String] = []
  /// True if a shallow clone cuts history off.
  package private(set) var isCutOff = false

  private struct Recorded {
    let old: ObjectID?
    let new: Commit
    let entry: PushLog.Entry?
    var isAfterBeginning = false
  }

  /// - Parameters:
  ///   - start: what this commit reaches is not audited; nil for everything.
  ///   - end: the branch's commit.
  ///   - log: the newest commit of the record; nil if there is none.
  package init(of repository: Repository, after start: Commit?, to end: Commit, log: ObjectID?) throws {
    self.repository = repository
    let entries = try log.map { try PushLog(of: repository).entries(from: $0) } ?? []
    let landed = Self.landed(entries)
    var byNew: [ObjectID: Int] = [:]
    for index in landed { byNew[entries[index].record.new] = index }
    let known = Set(
      entries.filter { $0.record.isPush || $0.record.actorSource == PushRecord.beginning }.map(\.record.new))
    var used: Set<Int> = []
    var next: Commit? = end
    var unrecorded = 0
    // Asked once: to ask of each commit whether the start reaches it would walk the range again and again.
    let range = try start.map { Set(try repository.newCommits(from: $0.id, to: end.id)) }
    while let commit = next {
      // Whatever is newer than something that the record names came after its beginning.
      if known.contains(commit.id) {
        for index in changes.indices.suffix(unrecorded) { changes[index].isAfterBeginning = true }
        unrecorded = 0
      }
      guard range?.contains(commit.id) ?? true else {
        guard unrecorded > 0 else { break }
        next = try commit.parents.first.flatMap { try parent($0) }
        continue
      }
      if let index = byNew[commit.id], used.insert(index).inserted {
        let old = entries[index].record.old
        changes.append(Recorded(old: old, new: commit, entry: entries[index]))
        next = try old.flatMap { try parent($0) }
      } else {
        changes.append(Recorded(old: commit.parents.first, new: commit, entry: nil))
        unrecorded += 1
        next = try commit.parents.first.flatMap { try parent($0) }
      }
    }
    // What came before the oldest change that is here nobody can know, and so not whether that change was allowed.
    if isCutOff { changes.removeLast() }
    contradictions =
      Self.unrecorded(entries.filter { range?.contains($0.record.new) ?? true })
      + (try contradictions(in: entries, landed, used, end))
  }

  /// The indices of entries whose change became the branch's value: not those that the server died over, which are followed by
  /// another one from the same value, and not those that only say that nobody knows.
  private static func landed(_ entries: [PushLog.Entry]) -> [Int] {
    entries.indices.filter { index in
      let record = entries[index].record
      let isVoid = index + 1 < entries.count && entries[index + 1].record.old == record.old
      return !isVoid && record.isPush
    }
  }

  /// A sentence for each entry that says that the branch moved without a hook, and for a record that does not begin as ours do.
  private static func unrecorded(_ entries: [PushLog.Entry]) -> [String] {
    entries.filter { $0.record.actorSource == PushRecord.unrecorded }.map { entry in
      let record = entry.record
      guard let old = record.old else {
        return
          "the record begins at \(record.new) with what already existed: an older record was deleted, or 'hook install' did not begin one"
      }
      return "\(record.name) moved from \(old) to \(record.new), but no hook recorded it"
    }
  }

  private mutating func parent(_ id: ObjectID) throws -> Commit? {
    do {
      return try repository.commit(id)
    } catch {
      guard error.reason == .notFound, repository.isShallow else { throw error }
      isCutOff = true
      return nil
    }
  }

  /// A recorded value that the history does not lead through, between two that it does: the branch was rewritten, or the record.
  private func contradictions(
    in entries: [PushLog.Entry], _ landed: [Int], _ used: Set<Int>, _ end: Commit
  ) throws(GitError) -> [String] {
    guard let first = used.min(), let last = used.max() else { return [] }
    var found = landed.filter { (first...last).contains($0) && !used.contains($0) }
    for index in landed where index > last {
      let new = entries[index].record.new
      // The branch may have gone on; then what was audited is part of that.
      guard repository.contains(new), try !repository.isAncestor(end.id, of: new),
        try !repository.isAncestor(new, of: end.id)
      else { continue }
      found.append(index)
    }
    return found.map { index in
      let record = entries[index].record
      return "the record has \(record.name) at \(record.new), but the history does not contain that commit"
    }
  }

  package var changeCount: Int { changes.count }

  /// Judges every change, oldest first.
  package func run(_ body: (AuditedChange) throws -> Void) throws {
    let content = try StoredContent(of: repository, knowsStore: false)
    var last: CommitSnapshot?
    for recorded in changes.reversed() {
      let (change, report) = try judge(recorded, content, last)
      try body(
        AuditedChange(
          old: recorded.old, new: recorded.new, entry: recorded.entry, isAfterBeginning: recorded.isAfterBeginning,
          report: report))
      last = change.after
      last?.forget()
    }
  }

  /// - Parameter known: the snapshot of the change before.
  private func judge(
    _ recorded: Recorded, _ content: StoredContent, _ known: CommitSnapshot?
  ) throws -> (ProtectedChange, Report) {
    let (old, new) = (recorded.old, recorded.new)
    guard let entry = recorded.entry else {
      let change = try ProtectedChange(in: repository, from: old, to: new, steps: nil, known: known)
      // What came before an organization is nobody's matter.
      if try change.isOutsideRegistry { return (change, .empty) }
      let facts = Facts(actor: .unknown, content: content, signatures: change.signatures())
      return (change, try change.judge(facts, now: 0))
    }
    let record = entry.record
    let steps = try repository.firstParents(from: old, to: new.id)
    let isInSteps = record.judgement == .steps
    let isFastForward = try steps != nil || old.map { try repository.isAncestor($0, of: new.id) } ?? true
    let move = RefMove(
      name: record.name, old: old, new: new.id, claimedOld: old, isProtected: true, isFastForward: isFastForward,
      keepsFirstParents: steps != nil || !isInSteps)
    let change = try ProtectedChange(in: repository, from: old, to: new, steps: isInSteps ? steps : nil, known: known)
    // Signatures are proofs of their own: who signed is asked of the commits, whatever the record says.
    let isSigner = record.actorSource == "\(ActorSource.signature)"
    let signatures = change.signatures(namesActor: isSigner)
    let facts = Facts(
      actor: .authenticated(isSigner ? try signatures?.actor() : record.actor), content: content,
      signatures: signatures)
    let report = try Judge.judge(Push(moves: [move])).merging(
      change.judge(facts, now: entry.commit.committer.secondsSince1970))
    return (change, report)
  }
}
