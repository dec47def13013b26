import Foundation
import Git
import Glibc
import Synchronization
import TestSupport
import Testing

/// What one use of a repository must not do to the next, or to another thread's: a process may live for weeks.
///
/// One after another: what is tested is one for the whole process.
@Suite(.serialized)
struct LongLivedProcessTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.git("init", "--quiet", "repo")
    try sandbox.git("config", "user.name", "Ada Lovelace", in: "repo")
    try sandbox.git("config", "user.email", "ada@acme.org", in: "repo")
  }

  private func open() throws -> Repository { try Repository.open(at: sandbox.path("repo")) }

  @Test func aSecondCommitAnHourLaterSaysSo() throws {
    let repository = try open()
    let tree = try repository.stageTree(from: nil, applying: [:])
    let times: [Int64] = [1_800_000_000, 1_800_003_600]
    let commits = try times.map { time in
      repository.clock = { time }
      return try repository.commit(repository.stageCommit(tree: tree, parents: [], message: "x"))
    }
    #expect(commits.map(\.committer.secondsSince1970) == times)
    #expect(commits.map(\.author.secondsSince1970) == times)
  }

  @Test func oneRepositoryWritesAsItsOwnPolicySays() throws {
    try sandbox.git("init", "--quiet", "fast")
    try sandbox.git("config", "core.fsync", "none", in: "fast")
    let fast = try Repository.open(at: sandbox.path("fast"))
    let safe = try open()
    #expect(try !fast.syncPolicy().objects)
    #expect(try safe.syncPolicy().objects)
    for repository in [safe, fast, safe] {
      let commit = try repository.stageCommit(tree: Tree.emptyID, parents: [], message: "\(Int.random(in: 0 ... .max))")
      _ = try repository.stage(.tree, [])
      try repository.writeStagedObjects()
      let name = try #require(RefName(branch: "b\(Int.random(in: 0 ... .max))"))
      try repository.move(name, from: nil, to: commit, message: "test")
      #expect(try repository.target(of: name) == commit)
    }
  }

  @Test func aChangeThatIsGivenUpLeavesNothingToRead() async throws {
    let path = sandbox.path("repo")
    let pool = RepositoryPool(open: { try Repository.open(at: path) }, report: { _ in })
    let file = sandbox.path("file")
    try sandbox.write("announced", to: "file")
    let (staged, announced) = try await pool.write { repository in
      (try repository.stage(.blob, Array("staged".utf8)), try repository.announceBlob(ofFile: file, sizeInBytes: 9))
    }
    for id in [staged, announced] {
      await #expect(throws: GitError.self) { try await pool.write { try $0.content(of: id, .blob) } }
    }
    // A folder that was looked at, too: the handles share those that were read.
    let place = try #require(RepositoryPath("a/b"))
    let folder = try await pool.write { repository in
      let id = try repository.stageTree(from: nil, applying: [place: .file(staged)])
      _ = try repository.tree(id)
      return id
    }
    for _ in 0..<2 {
      await #expect(throws: GitError.self) { try await pool.write { try $0.tree(folder) } }
      await #expect(throws: GitError.self) { try await pool.read { try $0.tree(folder) } }
    }
  }

  @Test func whatIsConfiguredMeanwhileCounts() async throws {
    let path = sandbox.path("repo")
    let pool = RepositoryPool(open: { try Repository.open(at: path) }, report: { _ in })
    for value in ["one", "two"] {
      try sandbox.git("config", "registry.test", value, in: "repo")
      #expect(try await pool.read { try $0.configuration("registry.test") } == value)
      #expect(try await pool.write { try $0.configuration("registry.test") } == value)
    }
    // What libgit2 itself reads of it, and keeps.
    for writesReflog in [false, true] {
      try sandbox.git("config", "core.logAllRefUpdates", "\(writesReflog)", in: "repo")
      let name = try #require(RefName(branch: "reflog-\(writesReflog)"))
      try await pool.write { repository in
        let commit = try repository.stageCommit(tree: Tree.emptyID, parents: [], message: "x")
        _ = try repository.stage(.tree, [])
        try repository.writeStagedObjects()
        try repository.move(name, from: nil, to: commit, message: "test")
      }
      #expect(sandbox.exists("repo/.git/logs/\(name)") == writesReflog)
    }
  }

  @Test func aRepositoryThatIsMadeAnewIsOpenedAnew() async throws {
    let path = sandbox.path("repo")
    let pool = RepositoryPool(open: { try Repository.open(at: path) }, report: { _ in })
    #expect(try await !pool.read { $0.isBare })
    try FileManager.default.removeItem(atPath: path)
    try sandbox.git("init", "--quiet", "--bare", "repo")
    #expect(try await pool.read { $0.isBare })
  }

  /// A repository that is opened without asking for its owner, as a hook does, says nothing about the next one.
  @Test(.enabled(if: getuid() == 0)) func theOwnerIsAskedForEachTime() throws {
    _ = try? Repository.openInHook()
    try sandbox.git("init", "--quiet", "foreign")
    _ = try sandbox.run("chown", ["-R", "65534", "foreign"])
    let error = #expect(throws: GitError.self) { try Repository.open(at: sandbox.path("foreign")) }
    #expect(error?.description.contains("dubious ownership") == true)
  }

  /// `umask` is the process's. Whoever makes files with other permissions waits.
  @Test func twoRepositoriesWithOtherPermissionsDoNotShareAMask() async throws {
    let own = umask(0o022)
    defer { umask(own) }
    try sandbox.git("init", "--quiet", "--shared=0660", "shared")
    let places = [sandbox.path("repo"), sandbox.path("shared")]
    let masks = try await withThrowingTaskGroup(of: (Int, mode_t).self) { group in
      for number in 0..<400 {
        group.addTask {
          let repository = try Repository.open(at: places[number % 2])
          let path = "\(repository.gitDirectory)/file-\(number)"
          return try repository.making {
            close(Glibc.open(path, O_CREAT | O_WRONLY, 0o666))
            var status = stat()
            stat(path, &status)
            return (number % 2, status.st_mode & 0o777)
          }
        }
      }
      return try await group.reduce(into: [Set<mode_t>(), []]) { $0[$1.0].insert($1.1) }
    }
    #expect(masks == [[0o644], [0o660]])
    #expect(umask(0o022) == 0o022)
  }

  @Test func aLockIsNotWaitedForForEver() throws {
    let (one, two) = (try open(), try open())
    let lock = try RefLock(in: one)
    let error = #expect(throws: GitError.self) { try RefLock(in: two, secondsAtMost: 0.01) }
    #expect(error?.reason == .locked)
    #expect(error?.detail.contains("help: another process holds") == true)
    lock.unlock()
    try RefLock(in: two, secondsAtMost: 0.01).unlock()
  }

  @Test func twoHandlesSeeWhatEachOtherWrote() throws {
    let (one, two) = (try open(), try open())
    let main = try #require(RefName(branch: "main"))
    var tip: ObjectID?
    for (number, writer) in [one, two, one, two].enumerated() {
      let reader = writer === one ? two : one
      _ = try writer.stage(.tree, [])
      let commit = try writer.stageCommit(
        tree: Tree.emptyID, parents: tip.map { [$0] } ?? [], message: "commit \(number)")
      try writer.writeStagedObjects()
      try writer.move(main, from: tip, to: commit, message: "test")
      #expect(throws: GitError.self) { try reader.move(main, from: tip, to: commit, message: "test") }
      #expect(try reader.target(of: main) == commit)
      #expect(try reader.commit(commit).tree == Tree.emptyID)
      // What others pack or tidy up meanwhile.
      if number == 1 { try sandbox.git("gc", "--quiet", in: "repo") }
      tip = commit
    }
    let count = try sandbox.git("rev-list", "--count", "main", in: "repo")
    #expect(count == "4\n")
  }

  /// `git repack` deletes packs, and what a handle has open of them would take its space on the disk as long as the process lives.
  @Test func deletedPacksAreLetGo() async throws {
    let path = sandbox.path("repo")
    for number in 0..<2 {
      try sandbox.write("\(number)", to: "repo/\(number)")
      try sandbox.git("add", ".", in: "repo")
      try sandbox.git("commit", "--quiet", "--message", "\(number)", in: "repo")
      try sandbox.git("repack", "-d", "--quiet", in: "repo")
    }
    let pool = RepositoryPool(open: { try Repository.open(at: path) }, report: { _ in })
    let main = try #require(RefName(branch: "main"))
    let read: @Sendable (Repository) throws -> ObjectID = { repository in
      let tip = try repository.commit(#require(try repository.target(of: main)))
      for entry in try repository.tree(tip.tree) { _ = try repository.content(of: entry.id, .blob) }
      return tip.id
    }
    for reads in 0..<3 {
      _ = try await pool.read(read)
      _ = try await pool.write(read)
      let maps = try String(contentsOfFile: "/proc/self/maps", encoding: .utf8).split(separator: "\n")
      let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + $0)
      }
      let gone = (maps.map(String.init) + open).filter { $0.contains(path) && $0.hasSuffix("(deleted)") }
      #expect(gone.isEmpty, "\(reads)")
      try sandbox.git("repack", "-a", "-d", "-f", "--depth=\(reads + 1)", "--quiet", in: "repo")
      try sandbox.write("\(reads)", to: "repo/more")
      try sandbox.git("add", ".", in: "repo")
      try sandbox.git("commit", "--quiet", "--message", "more", in: "repo")
    }
  }

  /// A handle that has listed the packs reads on after they were replaced, within one use of it.
  @Test func whatIsPackedAnewMeanwhileIsRead() throws {
    for number in 0..<20 { try sandbox.write(String(repeating: "\(number)", count: 100), to: "repo/\(number)") }
    try sandbox.git("add", ".", in: "repo")
    try sandbox.git("commit", "--quiet", "--message", "x", in: "repo")
    try sandbox.git("repack", "-a", "-d", "--quiet", in: "repo")
    let repository = try open()
    let main = try #require(RefName(branch: "main"))
    let entries = try Array(repository.tree(repository.commit(#require(try repository.target(of: main))).tree))
    for (index, entry) in entries.enumerated() {
      if index % 5 == 1 {
        try sandbox.git("repack", "-a", "-d", "-f", "--depth=\(index)", "--quiet", in: "repo")
      }
      _ = try repository.content(of: entry.id, .blob)
    }
  }

  /// `git gc` removes folders of objects that it finds empty.
  @Test func foldersOfObjectsThatGoMeanwhileAreMadeAgain() throws {
    try sandbox.git("config", "core.fsync", "none", in: "repo")
    let (folder, isOver) = (sandbox.path("repo/.git/objects/"), Flag())
    Thread.detachNewThread {
      while !isOver.isRaised.load(ordering: .relaxed) {
        for number in 256..<512 { rmdir(folder + String(number, radix: 16).dropFirst()) }
      }
    }
    defer { isOver.isRaised.store(true, ordering: .relaxed) }
    let repository = try open()
    for number in 0..<3000 {
      let id = try repository.stage(.blob, Array("\(number)".utf8))
      try repository.writeStagedObjects()
      #expect(repository.contains(id))
      // So that there is a folder to be swept.
      unlink(folder + Repository.looseFile(of: id))
    }
  }

  private final class Flag: Sendable {
    let isRaised = Atomic(false)
  }
}
