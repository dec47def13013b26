import Blobs
package import Git
import Glibc
package import RegistryStore

/// What pre-receive accepted and nobody has recorded yet, if git moves the references: one file a push, which goes away once the
/// push is in the record.
///
///     registry/accepted/<new commit>.<process>       the text of a ``PushRecord``
///
/// git dies if the client disconnects before it has the answer: the branch has moved then, and post-receive never runs. The next
/// hook, or command in this repository, finds here who it was.
package struct AcceptedPushes {
  private let repository: Repository

  package init(of repository: Repository) { self.repository = repository }

  /// The folder of all files.
  package var folder: String { repository.commonDirectory + "/registry/accepted" }

  /// Writes down a push that is about to be accepted, as durably as git writes the push itself.
  ///
  /// - Returns: false if the folder cannot be written: then a push whose client hangs up is recorded as `unrecorded`.
  @discardableResult
  func note(_ record: PushRecord) -> Bool {
    let path = "\(folder)/\(record.new).\(getpid())"
    do throws(GitError) {
      try repository.making { () throws(GitError) in
        try FileSystem.makeFolder(folder, isSynced: false)
        try FileSystem.write(Array(record.message.utf8), to: path)
      }
      return true
    } catch {
      FileSystem.remove(path)
      return false
    }
  }

  /// True if something waits to be recorded, or to be cleared away.
  var isEmpty: Bool { FileSystem.names(in: folder).isEmpty }

  private func all() -> [(path: String, record: PushRecord)] {
    FileSystem.names(in: folder).compactMap { name in
      let path = "\(folder)/\(name)"
      return FileSystem.text(of: path).flatMap { PushRecord(message: $0) }.map { (path, $0) }
    }
  }

  /// The accepted pushes that lead from one value of the branch to another, in their order; none if something is missing in
  /// between, or if two accounts brought the same commit.
  package func chain(of name: RefName, from old: ObjectID?, to new: ObjectID) throws(GitError) -> [PushRecord] {
    let records = all().map(\.record).filter { $0.name == name }
    var chain: [PushRecord] = []
    var current: ObjectID? = new
    while current != old {
      let candidates = records.filter { $0.new == current }
      guard let record = candidates.first, candidates.allSatisfy({ $0.old == record.old && $0.actor == record.actor }),
        chain.count < records.count
      else { return [] }
      chain.append(record)
      current = record.old
    }
    return chain.reversed()
  }

  /// Clears away what has been recorded and what can never land any more.
  ///
  /// - Parameters:
  ///   - recorded: the newest value in the record.
  ///   - tip: the branch's value; a push that starts there, or from what is not recorded yet, may still land or be recorded.
  package func clear(recorded: ObjectID?, tip: ObjectID?) throws(GitError) {
    let pushes = all()
    guard !pushes.isEmpty else { return }
    var waiting: Set<ObjectID?> = [recorded, tip]
    if let tip, let chain = try repository.firstParents(from: recorded, to: tip) { waiting.formUnion(chain.map(\.id)) }
    for push in pushes where !waiting.contains(push.record.old) { FileSystem.remove(push.path) }
  }
}

extension PushLog {
  /// Records what was accepted and moved the branch without anybody recording it.
  ///
  /// - Returns: how many entries were written; none if this account may not.
  @discardableResult
  package static func complete(in repository: Repository) throws -> Int {
    let accepted = AcceptedPushes(of: repository)
    guard !accepted.isEmpty, access(accepted.folder, W_OK) == 0,
      let branch = try PushJudge.protectedBranch(of: repository)
    else { return 0 }
    let lock = try RefLock(in: repository)
    defer { lock.unlock() }
    let log = PushLog(of: repository)
    let (recorded, tip) = (try log.newest()?.record.new, try repository.target(of: branch))
    var count = 0
    if let tip, recorded != tip {
      let records = try accepted.chain(of: branch, from: recorded, to: tip)
      count = records.count
      if let last = records.last {
        let change = try log.append(last, after: records.dropLast())
        try lock.announce([change])
        if let new = change.new {
          try repository.move(change.name, from: change.old, to: new, message: "record a push")
        }
      }
    }
    try accepted.clear(recorded: log.newest()?.record.new, tip: tip)
    return count
  }
}
