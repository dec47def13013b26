import Git
import Manifests
import RegistryStore

/// Brings a ``HistoryCatalog`` to another commit; what it costs follows the commits that the first parents gained.
struct HistoryUpdate {
  private let database: Database
  private let source: Source

  init(_ database: Database, of source: Source) {
    self.database = database
    self.source = source
  }

  /// What a catalog is of.
  struct Source {
    let repository: Repository
    let tip: ObjectID
    /// The newest commit of the record of pushes; nil if there is none.
    let record: ObjectID?

    /// True if the tip has so many commits on its first parents, itself counted.
    func hasCommits(_ count: Int) throws -> Bool {
      var next: ObjectID? = tip
      for _ in 0..<count {
        guard let id = next else { return false }
        next = try repository.commit(id).parents.first
      }
      return true
    }
  }

  private struct Step {
    let id: ObjectID
    let tree: ObjectID
    let time: Int64
  }

  func run() throws {
    let (steps, fork) = try gained()
    let last = try database.integer("SELECT coalesce(max(position), -1) FROM step") ?? -1
    if fork < last {
      for table in ["step", "touched", "ordinal", "edited"] {
        try database.statement("DELETE FROM \(table) WHERE position > ?").run([.integer(fork)])
      }
      // What brought these commits may have brought others too.
      try database.run("DELETE FROM push")
    }
    try put(steps, after: fork)
    let isRegular = try RecordUpdate(database, of: source.repository, from: source.record).run()
    let values = [
      "tip": "\(source.tip)", "record": source.record.map { "\($0)" } ?? "",
      "pushes": isRegular ? "regular" : "irregular",
    ]
    for (name, value) in values {
      try database.statement("INSERT OR REPLACE INTO state VALUES(?, ?)").run([.text(name), .text(value)])
    }
  }

  /// The commits from the tip down to the first that is known, and its position; -1 if none is.
  private func gained() throws -> (steps: [Step], fork: Int64) {
    var steps: [Step] = []
    var next: ObjectID? = source.tip
    while let id = next {
      if let position = try HistoryCatalog.position(of: id, in: database) { return (steps, position) }
      let commit = try source.repository.commit(id)
      steps.append(Step(id: id, tree: commit.tree, time: commit.committer.secondsSince1970))
      next = commit.parents.first
    }
    return (steps, -1)
  }

  private func put(_ steps: [Step], after fork: Int64) throws {
    let repository = source.repository
    var changes = FolderChanges(of: repository)
    var numbers = OrdinalWriter(database)
    var position = fork
    var time = try database.integer("SELECT time FROM step WHERE position = \(fork)") ?? .min
    var tree = try fork < 0 ? nil : repository.commit(HistoryCatalog.id(at: fork, in: database)).tree
    let bulk = repository.readsInBulk
    repository.readsInBulk = true
    defer { repository.readsInBulk = bulk }
    for step in steps.reversed() {
      position += 1
      // None before the commits that it comes after, as in `FirstParentChain`.
      time = max(time, step.time)
      try database.statement("INSERT INTO step VALUES(?, ?, ?)").run([
        .integer(position), .text("\(step.id)"), .integer(time),
      ])
      let change = try changes.change(from: tree, to: step.tree)
      tree = step.tree
      for (folder, known) in change.folders {
        try database.statement("INSERT INTO touched VALUES(?, ?, ?)").run([
          .integer(try numbers.folder(folder)), .integer(position),
          known.map { .bytes($0.bytes(of: step.id)) } ?? .null,
        ])
      }
      for (model, versions) in change.versions { try numbers.put(versions, of: model, at: position) }
    }
  }
}
