package import Git

/// The record of accepted pushes in `refs/registry/log`: a chain of commits without files, one a change, which only the server
/// writes. No push may name a reference below `refs/registry/`.
package struct PushLog {
  package static let name = RefName(category: "registry", "log")

  private let repository: Repository

  package init(of repository: Repository) { self.repository = repository }

  /// One entry, with what the commit around it says.
  package struct Entry {
    package let commit: Commit
    package let record: PushRecord
  }

  /// The newest entry; nil if nothing was recorded yet.
  package func newest() throws -> Entry? {
    guard let tip = try repository.target(of: Self.name) else { return nil }
    return try entry(tip)
  }

  /// All entries, oldest first.
  ///
  /// - Throws: ``PushLogError`` if a commit is none of ours.
  package func entries(from tip: ObjectID) throws -> [Entry] {
    var entries: [Entry] = []
    var next: ObjectID? = tip
    while let id = next {
      let entry = try entry(id)
      entries.append(entry)
      next = entry.commit.parents.first
    }
    return entries.reversed()
  }

  /// - Throws: ``PushLogError`` if the commit is none of ours.
  package func entry(_ id: ObjectID) throws -> Entry {
    let commit = try repository.commit(id)
    guard let record = PushRecord(message: commit.message), commit.parents.count <= 1, commit.tree == Tree.emptyID
    else {
      throw PushLogError.foreignCommit(id)
    }
    return Entry(commit: commit, record: record)
  }

  /// Writes the commit of a change, after those for what happened without our hook since the last change.
  ///
  /// - Parameters:
  ///   - missing: the pushes that lead to this one, oldest first: those that nobody recorded yet, and those that land with it.
  ///   - time: when they landed, in seconds since 1970; nil for now.
  /// - Returns: the reference's own move; the caller holds the ``RefLock`` and makes it. All staged objects are written.
  package func append(
    _ record: PushRecord, after missing: some Sequence<PushRecord> = [], at time: Int64? = nil,
    waitingOnce waitsOnce: Bool = false
  ) throws -> RefChange {
    let time = time ?? repository.clock()
    let newest = try newest()
    var parent = newest?.commit.id
    let records = Array(missing) + [record]
    let start = records[0].old
    // A change whose server died before the branch moved is followed by another one from the same value.
    var known = newest.flatMap { $0.record.old == start ? start : $0.record.new }
    func say(_ source: String, to new: ObjectID) throws {
      let entry = PushRecord(
        of: record.name, from: known, to: new, actor: nil, actorSource: source, judgement: .netChange,
        program: record.program)
      parent = try stage(entry, after: parent, at: time)
      known = new
    }
    if newest == nil, start != nil, let beginning = try noted(record.name), beginning != .zero {
      try say(PushRecord.beginning, to: beginning)
    }
    for push in records {
      if let old = push.old, known != old { try say(PushRecord.unrecorded, to: old) }
      parent = try stage(push, after: parent, at: time)
      known = push.new
    }
    try repository.writeStagedObjects(waitingOnce: waitsOnce)
    return RefChange(Self.name, from: newest?.commit.id, to: parent)
  }

  // MARK: The beginning

  /// Says in git's configuration where the record begins: what was there when the hooks came. A record that begins elsewhere was cut.
  private static let beginningSetting = "registry.recordBegins"

  /// The value of a branch when the hooks were installed, the zero id if it did not exist; nil if nobody noted that.
  private func noted(_ branch: RefName) throws(GitError) -> ObjectID? {
    guard let text = try repository.configuration(Self.beginningSetting), text.hasSuffix(" \(branch.text)") else {
      return nil
    }
    return ObjectID(hex: text.prefix { $0 != " " })
  }

  /// Notes where the record of a branch begins, unless it has begun or that was noted before.
  package func noteBeginning(of branch: RefName) throws {
    guard try newest() == nil, try noted(branch) == nil else { return }
    let tip = try repository.target(of: branch) ?? .zero
    try repository.git("config", Self.beginningSetting, "\(tip) \(branch.text)").requireSuccess()
  }

  /// What is wrong with a branch's record, in a line; nil if it shows how the branch got to where it is.
  package func problem(of branch: RefName) throws -> String? {
    guard let tip = try repository.target(of: branch) else { return nil }
    if let newest = try newest()?.record {
      return newest.new == tip
        ? nil
        : "the record of pushes ends at \(newest.new.abbreviated), but \(newest.name) is at \(tip.abbreviated): it moved without the hooks"
    }
    guard let noted = try noted(branch), noted != tip else { return nil }
    return "the record of pushes, \(Self.name), is gone"
  }

  private func stage(_ record: PushRecord, after parent: ObjectID?, at time: Int64) throws -> ObjectID {
    _ = try repository.stage(.tree, [])
    return try repository.stageCommit(
      tree: Tree.emptyID, parents: parent.map { [$0] } ?? [], by: "git registry <> \(time) +0000",
      message: record.message)
  }
}

package enum PushLogError: Error, CustomStringConvertible {
  case foreignCommit(ObjectID)

  package var description: String {
    switch self {
    case .foreignCommit(let id):
      "commit \(id) of the record of pushes was not written by a hook of git registry\nhelp: name another record with --log, or none with --no-log"
    }
  }
}
