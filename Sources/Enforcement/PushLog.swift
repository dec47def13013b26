package import Git
import Glibc

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

  /// The newest entry; nil where nothing was recorded yet.
  package func newest() throws -> Entry? {
    guard let tip = try repository.target(of: Self.name) else { return nil }
    return try entry(tip)
  }

  /// All entries, oldest first.
  ///
  /// - Throws: ``PushLogError`` where a commit is none of ours.
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

  private func entry(_ id: ObjectID) throws -> Entry {
    let commit = try repository.commit(id)
    guard let record = PushRecord(message: commit.message), commit.parents.count <= 1, commit.tree == Tree.emptyID
    else {
      throw PushLogError.foreignCommit(id)
    }
    return Entry(commit: commit, record: record)
  }

  /// Writes the commit of a change, after one for what happened without our hook since the last change.
  ///
  /// - Returns: the reference's own move; the caller holds the ``RefLock`` and makes it.
  package func append(_ record: PushRecord) throws -> RefChange {
    let newest = try newest()
    var parent = newest?.commit.id
    // A change whose server died before the branch moved is followed by another one from the same value.
    let known = newest.flatMap { $0.record.old == record.old ? record.old : $0.record.new }
    if let old = record.old, known != old {
      parent = try write(
        PushRecord(
          of: record.name, from: known, to: old, actor: nil, actorSource: PushRecord.unrecorded, program: record.program
        ),
        after: parent)
    }
    let commit = try write(record, after: parent)
    try repository.writeStagedObjects()
    return RefChange(Self.name, from: newest?.commit.id, to: commit)
  }

  private func write(_ record: PushRecord, after parent: ObjectID?) throws -> ObjectID {
    _ = try repository.stage(.tree, [])
    return try repository.stageCommit(
      tree: Tree.emptyID, parents: parent.map { [$0] } ?? [], by: "git registry <> \(time(nil)) +0000",
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
