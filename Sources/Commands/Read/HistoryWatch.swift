import Actions
import Git
import Glibc
import RegistryStore

/// Waits for a branch and its record of pushes to move on.
struct HistoryWatch {
  private let repository: Repository
  private var tips: Tips

  private struct Tips: Equatable {
    let branch: ObjectID
    let record: ObjectID?
  }

  /// - Parameter commit: what was shown last.
  init(_ repository: Repository, after commit: Commit) throws {
    self.repository = repository
    tips = Tips(branch: commit.id, record: try repository.target(of: PushLog.name))
  }

  /// How often the two references are asked; each costs a look at a small file.
  private static let millisecondsBetween: Int32 = 250

  /// - Returns: nil once nobody reads standard output any more.
  mutating func next() throws -> BranchGain? {
    while true {
      // Wakes at once where whoever read has gone, which a program that writes nothing would not find out.
      var output = pollfd(fd: 1, events: 0, revents: 0)
      let isAnswered = poll(&output, 1, Self.millisecondsBetween) > 0
      if isAnswered { return nil }
      // The branch first: the record is written before the branch moves.
      let commit = try repository.headCommit()
      let now = Tips(branch: commit.id, record: try repository.target(of: PushLog.name))
      guard now != tips else { continue }
      defer { tips = now }
      // What landed is told once, whatever the record says of it later.
      guard now.branch != tips.branch else { continue }
      return try BranchGain(from: tips.branch, to: commit, in: repository)
    }
  }
}
