import Blobs
import Diagnostics
package import Git
import RegistryStore
import Rules

/// Replays the changes of a branch from a clone: would the rules have let this actor make this change on that snapshot?
///
/// A recorded push is judged as the hook judged it: net change, true old value, the actor that the host named. Where there is no
/// record, the commits along the first parents are judged one by one, without an actor.
package struct Audit {
  private let repository: Repository
  /// The changes, newest first.
  private var steps: [Step] = []
  /// What in the record cannot be true of this history, a line each.
  package private(set) var contradictions: [String] = []
  /// True where a shallow clone cuts history off.
  package private(set) var isCutOff = false

  private struct Step {
    let old: ObjectID?
    let new: Commit
    let entry: PushLog.Entry?
  }

  /// - Parameters:
  ///   - start: what this commit reaches is not audited; nil for everything.
  ///   - end: the branch's commit.
  ///   - log: the newest commit of the record; nil where there is none.
  package init(of repository: Repository, after start: Commit?, to end: Commit, log: ObjectID?) throws {
    self.repository = repository
    let entries = try log.map { try PushLog(of: repository).entries(from: $0) } ?? []
    let landed = Self.landed(entries)
    var byNew: [ObjectID: Int] = [:]
    for index in landed { byNew[entries[index].record.new] = index }
    var used: Set<Int> = []
    var next: Commit? = end
    // Asked once: to ask of each commit whether the start reaches it would walk the range again and again.
    let range = try start.map { Set(try repository.newCommits(from: $0.id, to: end.id)) }
    while let commit = next, range?.contains(commit.id) ?? true {
      if let index = byNew[commit.id], used.insert(index).inserted {
        let old = entries[index].record.old
        steps.append(Step(old: old, new: commit, entry: entries[index]))
        next = try old.flatMap { try parent($0) }
      } else {
        steps.append(Step(old: commit.parents.first, new: commit, entry: nil))
        next = try commit.parents.first.flatMap { try parent($0) }
      }
    }
    contradictions = try contradictions(in: entries, landed, used, end)
  }

  /// The indices of entries whose change became the branch's value: not those that the server died over, which are followed by
  /// another one from the same value, and not those that only say that nobody knows.
  private static func landed(_ entries: [PushLog.Entry]) -> [Int] {
    entries.indices.filter { index in
      let record = entries[index].record
      let isVoid = index + 1 < entries.count && entries[index + 1].record.old == record.old
      return !isVoid && record.actorSource != PushRecord.unrecorded
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
      return "the record has \(record.name) at \(record.new), and the history does not lead through that commit"
    }
  }

  package var changeCount: Int { steps.count }

  /// Judges every change, oldest first.
  package func run(_ body: (AuditedChange) throws -> Void) throws {
    var previous: (tree: ObjectID, snapshot: CommitSnapshot)?
    let content = try StoredContent(of: repository, knowsStore: false)
    for step in steps.reversed() {
      let before = try step.old.map { id in
        let tree = try repository.commit(id).tree
        if let previous, previous.tree == tree { return previous.snapshot }
        return CommitSnapshot(repository, tree: tree)
      }
      let after = CommitSnapshot(repository, tree: step.new.tree)
      let report = try judge(from: before, to: after, step, content)
      try body(AuditedChange(old: step.old, new: step.new, entry: step.entry, report: report))
      after.forget()
      previous = (step.new.tree, after)
    }
  }

  private func judge(
    from published: CommitSnapshot?, to after: CommitSnapshot, _ step: Step, _ content: StoredContent
  ) throws -> Report {
    // A branch without an organization is no registry yet, and what came before it is nobody's matter.
    let before = try published?.organization() == nil ? nil : published
    if before == nil, step.entry == nil, try after.organization() == nil { return .empty }
    let change = try Change(from: before, to: after)
    // Signatures are proofs of their own: who signed is asked of the commits, whatever the record says.
    let isSigner = step.entry?.record.actorSource == "\(ActorSource.signature)"
    let commits = NewCommits(
      in: repository, from: step.old, to: step.new.id, members: before ?? after, namesActor: isSigner)
    guard let record = step.entry?.record else {
      return try Judge.judge(change, Facts(actor: .unknown, content: content, signatures: commits))
    }
    let isFastForward = try record.old.map { try repository.isAncestor($0, of: record.new) } ?? true
    let move = RefMove(
      name: record.name, old: record.old, new: record.new, claimedOld: record.old, isProtected: true,
      isFastForward: isFastForward)
    let facts = Facts(
      actor: .authenticated(isSigner ? try commits.actor() : record.actor), content: content, signatures: commits)
    return try Judge.judge(Push(moves: [move])).merging(Judge.judge(change, facts))
  }
}
