package import Git

/// When the snapshots of a branch landed, and who brought them: by the record of pushes if there is one, otherwise by the commits' own
/// dates, made monotonic.
///
/// What a commit says of its author and its dates is a claim of whoever made it.
package final class Timeline {
  /// What a time and a name go by.
  package enum Basis: String, Sendable {
    /// The record of pushes: the server's clock, and the actor that the host named.
    case record
    /// The commits' own dates, none before the commits that it comes after; nobody recorded who acted.
    case dates
  }

  /// How one commit came to the branch.
  package struct Landing {
    /// In seconds since 1970.
    package let time: Int64
    package let basis: Basis
    /// As the host named who pushed; nil if nobody recorded that.
    package let actor: String?
    /// How the actor was known.
    package let actorSource: String?
    /// The push's two ends, if only its result was judged: the commits between were then no snapshots of the branch.
    package let net: (old: ObjectID?, new: ObjectID)?

    /// By the commits' own dates.
    package init(at time: Int64) {
      self.time = time
      basis = .dates
      (actor, actorSource, net) = (nil, nil, nil)
    }

    /// - Parameter commits: how many the push brought to the branch.
    package init(by entry: PushLog.Entry, with commits: Int) {
      let record = entry.record
      time = entry.commit.committer.secondsSince1970
      basis = .record
      actor = record.actor
      actorSource = record.actorSource
      net = record.judgement == .netChange && commits > 1 ? (record.old, record.new) : nil
    }
  }

  private let chain: FirstParentChain
  private var record: RecordCursor?
  /// Where the chain was asked last.
  private var position = 0
  private let positions: [ObjectID: Int]
  private var entry: (value: PushLog.Entry, new: Int, old: Int)?

  /// - Parameters:
  ///   - tip: the branch's commit; its first parents are asked about.
  ///   - log: the newest commit of the record; nil if there is none.
  package init(of repository: Repository, to tip: ObjectID, log: ObjectID?) throws(GitError) {
    chain = try FirstParentChain(of: repository, to: tip)
    record = log.map { RecordCursor(PushLog(of: repository), from: $0) }
    positions = record == nil ? [:] : Dictionary(zip(chain.ids, chain.ids.indices)) { first, _ in first }
  }

  /// How a commit of the chain landed. Commits are asked for latest first.
  package func landing(of commit: ObjectID) throws -> Landing {
    while position < chain.ids.count - 1, chain.ids[position] != commit { position += 1 }
    try advanceRecord()
    guard let entry, entry.new <= position, position < entry.old else {
      return Landing(at: chain.times[position])
    }
    return Landing(by: entry.value, with: entry.old - entry.new)
  }

  /// Goes on to the first entry that reaches as far back as the commit asked for.
  private func advanceRecord() throws {
    while entry.map({ $0.old <= position }) ?? true {
      guard let next = try record?.next() else { return entry = nil }
      // What the branch is not made of is somebody else's: a clone that lags behind, or a branch of one's own.
      guard next.record.isPush, let new = positions[next.record.new] else { continue }
      let old = next.record.old.map { positions[$0] ?? new + 1 } ?? chain.ids.count
      entry = (next, new, old)
    }
  }
}

extension Timeline {
  /// The snapshot that the protected branch had at a time.
  ///
  /// With a record, only tips that it names are snapshots, and the branch that is checked out is not asked; without one, or before
  /// its beginning, the first parents are.
  ///
  /// - Returns: nil if there was no commit yet.
  package static func commit(
    at time: Int64, of repository: Repository, head: ObjectID, log: ObjectID?
  ) throws -> (id: ObjectID, basis: Basis)? {
    var start: ObjectID? = head
    if let log {
      var cursor = RecordCursor(PushLog(of: repository), from: log)
      while let entry = try cursor.next() {
        if entry.commit.committer.secondsSince1970 <= time { return (entry.record.new, .record) }
        start = entry.record.actorSource == PushRecord.beginning ? entry.record.new : entry.record.old
      }
    }
    guard let start else { return nil }
    return try FirstParentChain(of: repository, to: start).commit(at: time).map { ($0, .dates) }
  }
}

/// The entries of a record, newest first, without those whose change never landed.
package struct RecordCursor {
  private let log: PushLog
  private var rest: ObjectID?
  private let end: ObjectID?
  private var newer: PushRecord?

  /// - Parameter end: an entry that is not told, nor those before it; nil for all.
  package init(_ log: PushLog, from tip: ObjectID, to end: ObjectID? = nil) {
    self.log = log
    self.end = end
    rest = tip
  }

  /// True once it came to the entry at which it was to end.
  package var hasMet: Bool { rest != nil && rest == end }

  package mutating func next() throws -> PushLog.Entry? {
    while let id = rest, id != end {
      let entry = try log.entry(id)
      rest = entry.commit.parents.first
      // A change that the server died over is followed by another one from the same value.
      let isVoid = newer.map { $0.old == entry.record.old } ?? false
      newer = entry.record
      if !isVoid { return entry }
    }
    return nil
  }
}
