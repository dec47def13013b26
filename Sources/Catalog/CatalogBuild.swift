import Dispatch
import Files
import Git
import Glibc
import Manifests
import RegistryStore
import Rules

/// Makes a catalog anew, in a file of its own that takes the place of what is there: manifests are read on all cores, and
/// written by one thread more, which takes a fifth of the time.
struct CatalogBuild {
  private let path: String
  private let snapshot: CommitSnapshot
  private let open: @Sendable () throws(GitError) -> Repository

  /// - Parameter path: of the catalog; the caller holds its lock.
  init(_ path: String, _ snapshot: CommitSnapshot, _ open: @escaping @Sendable () throws(GitError) -> Repository) {
    self.path = path
    self.snapshot = snapshot
    self.open = open
  }

  static let suffix = ".new"

  /// - Returns: false if the repository cannot be read or the disk is full.
  func run() throws(DatabaseError) -> Bool {
    let temporary = path + Self.suffix
    Catalog.removeFiles(temporary)
    do {
      try write(temporary)
      try FileSystem.sync(temporary)
      Catalog.removeFiles(path)
      try FileSystem.publish(temporary, as: path, isSynced: false)
      return true
    } catch {
      Catalog.removeFiles(temporary)
      return false
    }
  }

  private func write(_ temporary: String) throws {
    let repository = snapshot.repository
    let database = try repository.making { () throws(GitError) -> Result<Database, DatabaseError> in
      Result { () throws(DatabaseError) in try Database(temporary, .making) }
    }.get()
    try database.run(
      """
      PRAGMA page_size = 8192;
      PRAGMA application_id = \(CatalogSchema.applicationID); PRAGMA user_version = \(CatalogSchema.version);
      PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536;
      PRAGMA temp_store = MEMORY; BEGIN; \(CatalogSchema.tables)
      """)
    let writer = try CatalogWriter(database, isNew: true)
    var unreadable: Set<String> = []
    try read { part in
      try writer.put(part.model, part.context)
      for row in part.rows { try writer.put(row) }
      try writer.note(part.folder, of: part.model, part.context)
      unreadable.formUnion(part.unreadable)
    }
    for name in try snapshot.registryNames() {
      try writer.note(CatalogReader.folder(ofRegistry: name, in: snapshot), ofRegistry: name)
    }
    try Self.note(unreadable, insteadOf: [], in: database)
    let state = try database.statement("INSERT INTO state(name, value) VALUES(?, ?)")
    try state.run([.text("tree"), .text("\(snapshot.tree)")])
    try state.run([.text("boot"), .text("")])
    try writer.putRest()
    try database.run(CatalogSchema.indexes + "COMMIT; PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = DELETE")
  }

  static func note(
    _ unreadable: Set<String>, insteadOf known: Set<String>, in database: Database
  ) throws(DatabaseError) {
    for path in known { try database.statement("DELETE FROM unreadable WHERE path = ?").run([.text(path)]) }
    for path in unreadable { try database.statement("INSERT INTO unreadable(path) VALUES(?)").run([.text(path)]) }
  }

  // MARK: Reading on other threads

  /// What readers have ready, in the order of the models.
  private struct Queue {
    var ready: [Int: ReadPart] = [:]
    /// What is written, for each reader, which lets go of it: its memory is the reader's, and would be locked by each piece that the
    /// writer gives back. That was a quarter of the time.
    var written: [[ReadPart]]
    /// Models that are written.
    var count = 0
    var next = 0
    var failure: (any Error)?
  }

  private struct ReadPart {
    let part: CatalogReader.Part
    let reader: Int
  }

  /// So many models may be read before they are written.
  private static let modelsAhead = 64

  private func read(_ body: (CatalogReader.Part) throws -> Void) throws {
    let models = try FactReader(snapshot).models(in: nil)
    let tree = snapshot.tree
    let readers = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let queue = Guarded(Queue(written: Array(repeating: [], count: readers)))
    let group = DispatchGroup()
    for number in 0..<readers {
      DispatchQueue.global().async(group: group) { [open] in
        do {
          let repository = try open()
          repository.readsInBulk = true
          let reader = CatalogReader(CommitSnapshot(repository, tree: tree, refusingNewer: true))
          while let index = Self.next(of: models.count, in: queue, by: number) {
            let part = ReadPart(part: try reader.part(of: models[index]), reader: number)
            queue.change { $0.ready[index] = part }
          }
        } catch {
          queue.change { $0.failure = error }
        }
      }
    }
    defer { group.wait() }
    do {
      for index in models.indices {
        let read = try Self.part(index, in: queue)
        try body(read.part)
        queue.change { queue in
          queue.written[read.reader].append(read)
          queue.count += 1
        }
      }
    } catch {
      queue.change { $0.failure = error }
      throw error
    }
  }

  /// The next model to be read; nil if there is none.
  private static func next(of count: Int, in queue: Guarded<Queue>, by reader: Int) -> Int? {
    var written: [ReadPart] = []
    return queue.wait { queue -> Int?? in
      if queue.failure != nil || queue.next == count { return .some(nil) }
      guard queue.next < queue.count + modelsAhead else { return nil }
      swap(&written, &queue.written[reader])
      queue.next += 1
      return queue.next - 1
    }
  }

  private static func part(_ index: Int, in queue: Guarded<Queue>) throws -> ReadPart {
    let part = queue.wait { queue -> Result<ReadPart, any Error>? in
      if let failure = queue.failure { return .failure(failure) }
      return queue.ready.removeValue(forKey: index).map { .success($0) }
    }
    return try part.get()
  }
}
