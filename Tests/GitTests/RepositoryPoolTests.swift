import Foundation
import Git
import Synchronization
import TestSupport
import Testing

/// Many threads, one repository. `make race` runs it for a minute under ThreadSanitizer.
struct RepositoryPoolTests {
  private let sandbox: GitSandbox
  private let main: RefName

  init() throws {
    main = try #require(RefName(branch: "main"))
    sandbox = try GitSandbox()
    try sandbox.git("init", "--quiet", "--bare", "repo")
    try sandbox.git("config", "user.name", "Ada Lovelace", in: "repo")
    try sandbox.git("config", "user.email", "ada@acme.org", in: "repo")
    try sandbox.git("config", "core.fsync", "none", in: "repo")
  }

  private final class Numbers: Sendable {
    private let last = Atomic(0)
    func next() -> Int { last.add(1, ordering: .relaxed).newValue }
  }

  private func pool(
    _ limits: RepositoryPool.Limits = .init(), report: @escaping @Sendable (RepositoryPool.SlowUse) -> Void = { _ in }
  ) -> RepositoryPool {
    let path = sandbox.path("repo")
    return RepositoryPool(limits: limits, open: { try Repository.open(at: path) }, report: report)
  }

  /// Comes back once the writer is busy, and stays so until the gate opens.
  private static func holdWriter(of pool: RepositoryPool, until gate: DispatchSemaphore) async -> Task<Void, any Error>
  {
    let (started, starting) = AsyncStream.makeStream(of: Void.self)
    let holder = Task {
      try await pool.write { _ in
        starting.finish()
        gate.wait()
      }
    }
    for await _ in started {}
    return holder
  }

  /// Adds one file and one commit to the branch; the caller has the only writer.
  private static func addCommit(_ number: Int, on main: RefName, in repository: Repository) throws -> ObjectID {
    let tip = try repository.target(of: main)
    let blob = try repository.stage(.blob, Array("file \(number)\n".utf8))
    let tree = try repository.stageTree(
      from: try tip.map { try repository.commit($0).tree },
      applying: [try #require(RepositoryPath("files/\(number % 100)/\(number)")): .file(blob)])
    let commit = try repository.stageCommit(tree: tree, parents: tip.map { [$0] } ?? [], message: "commit \(number)")
    try repository.writeStagedObjects()
    try repository.move(main, from: tip, to: commit, message: "test")
    return commit
  }

  /// 64 tasks that read and write, for as long as `RACE_SECONDS` says: each write is on the branch, each read sees a whole commit.
  @Test func manyReadAndWriteAtOnce() async throws {
    let pool = pool()
    let end = ProcessInfo.processInfo.environment["RACE_SECONDS"].flatMap(Double.init).map { Date.now + $0 }
    let numbers = Numbers()
    let written = try await withThrowingTaskGroup(of: Int.self) { [main] group in
      for task in 0..<64 {
        group.addTask {
          var written = 0
          var round = 0
          repeat {
            if (task + round) % 8 == 0 {
              let number = numbers.next()
              _ = try await pool.write { try Self.addCommit(number, on: main, in: $0) }
              written += 1
            } else {
              try await pool.read { repository in
                guard let tip = try repository.target(of: main) else { return }
                let commit = try repository.commit(tip)
                let tree = try repository.tree(commit.tree)
                for folder in tree { for file in try repository.tree(folder.id) { _ = try repository.tree(file.id) } }
                _ = try repository.configuration("user.name")
                _ = commit.parents.first.map { repository.contains($0) }
              }
            }
            round += 1
          } while end.map { Date.now < $0 } ?? (round < 8)
          return written
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(try sandbox.git("rev-list", "--count", "main", in: "repo") == "\(written)\n")
    try sandbox.git("fsck", "--strict", in: "repo")
  }

  /// Four tasks on two threads wait in closures; another one reads all the same, for the threads are the pool's own.
  @Test func slowReadersDoNotStopTasks() async throws {
    var limits = RepositoryPool.Limits()
    limits.readers = 4
    let pool = pool(limits)
    let gate = DispatchSemaphore(value: 0)
    async let slow: Void = withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 { group.addTask { try await pool.read { _ in gate.wait() } } }
      try await group.waitForAll()
    }
    // A write has its own thread.
    #expect(try await pool.write { $0.isBare })
    for _ in 0..<4 { gate.signal() }
    try await slow
  }

  @Test func whatRunsForLongIsReportedByTheCallersLine() async throws {
    var limits = RepositoryPool.Limits()
    limits.secondsBeforeReport = 0.01
    let reported = DispatchSemaphore(value: 0)
    let reports = Mutex<[String]>([])
    let pool = pool(limits) { use in
      reports.withLock { $0.append(use.place) }
      reported.signal()
    }
    // It ends only once it is reported.
    try await pool.read { _ in reported.wait() }
    let line = #line - 1
    #expect(reports.withLock { $0 } == ["GitTests/RepositoryPoolTests.swift:\(line)"])
  }

  @Test func moreThanMayWaitAreRefused() async throws {
    var limits = RepositoryPool.Limits()
    limits.waiting = 2
    let pool = pool(limits)
    let gate = DispatchSemaphore(value: 0)
    let first = await Self.holdWriter(of: pool, until: gate)
    let (done, refused) = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<5 {
        group.addTask {
          do {
            try await pool.write { _ in }
            return true
          } catch {
            return false
          }
        }
      }
      var (done, refused) = (0, 0)
      for await isDone in group {
        if isDone { done += 1 } else { refused += 1 }
        // Whoever was refused came back at once; the rest wait for the first.
        if refused == 3 { gate.signal() }
      }
      return (done, refused)
    }
    #expect((done, refused) == (2, 3))
    try await first.value
  }

  @Test func whoeverIsCancelledBeforeItsTurnIsNotRun() async throws {
    let pool = pool()
    let gate = DispatchSemaphore(value: 0)
    let first = await Self.holdWriter(of: pool, until: gate)
    let hasRun = Mutex(false)
    let second = Task { try await pool.write { _ in hasRun.withLock { $0 = true } } }
    second.cancel()
    gate.signal()
    try await first.value
    await #expect(throws: CancellationError.self) { try await second.value }
    #expect(!hasRun.withLock { $0 })
  }

  @Test func aFailureIsTheCallersAndTheNextOneWorks() async throws {
    let pool = pool()
    let missing = try #require(ObjectID(hex: String(repeating: "1", count: 40)))
    await #expect(throws: GitError.self) { try await pool.read { try $0.commit(missing) } }
    #expect(try await pool.read { $0.isBare })
    let nowhere = RepositoryPool(open: { try Repository.open(at: "/nowhere") }, report: { _ in })
    await #expect(throws: GitError.self) { try await nowhere.read { $0.isBare } }
  }
}
