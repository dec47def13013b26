import Foundation
import Git
import TestSupport
import Testing

/// libgit2 through our layer, compared with git itself.
struct RepositoryTests {
  private let sandbox: GitSandbox
  private let repository: Repository

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.git("init", "--quiet", "repo")
    repository = try Repository.open(at: sandbox.path("repo"))
  }

  private func path(_ text: String) throws -> RepositoryPath { try #require(RepositoryPath(text)) }

  @Test func stagedObjectsAreReadAndWrittenOnlyWhenAsked() throws {
    let blob = try repository.stage(.blob, Array("hello\n".utf8))
    #expect("\(blob)" == "ce013625030ba8dba906f756967f9e9ca394464a")
    #expect(try repository.content(of: blob, .blob) == Array("hello\n".utf8))
    #expect(try sandbox.run("git", ["cat-file", "-e", "\(blob)"], in: "repo").status != 0)
    try repository.writeStagedObjects()
    #expect(try sandbox.git("cat-file", "blob", "\(blob)", in: "repo") == "hello\n")
  }

  /// What is larger than memory is bounded to is told by its header, and so is what git stores as a difference from such.
  @Test func onlyContentUpToASizeIsRead() throws {
    var random = SystemRandomNumberGenerator()
    let large = Data((0..<(12 << 17)).flatMap { _ in withUnsafeBytes(of: random.next()) { Array($0) } })
    let small = large.prefix(1 << 20)
    var ids: [ObjectID] = []
    // git looks for differences between files whose names end alike.
    for (name, data) in [("a/of-one-long-name", large), ("b/of-one-long-name", small), ("hello", Data("hello".utf8))] {
      try sandbox.write(data, to: "repo/\(name)")
      let id = try sandbox.git("hash-object", name, in: "repo").trimmingCharacters(in: .newlines)
      ids.append(try #require(ObjectID(hex: id)))
    }
    let (largeID, smallID, helloID) = (ids[0], ids[1], ids[2])
    try sandbox.git("add", ".", in: "repo")
    try sandbox.git("commit", "--quiet", "--message", "x", in: "repo")
    let missing = try #require(ObjectID(hex: String(repeating: "1", count: 40)))
    for (isPacked, isBulk) in [(false, false), (false, true), (true, false), (true, true)] {
      if isPacked { try sandbox.git("repack", "-adfq", in: "repo") }
      let repository = try Repository.open(at: sandbox.path("repo"))
      repository.readsInBulk = isBulk
      #expect(try repository.content(of: largeID, .blob, atMost: 2 << 20) == nil)
      #expect(try repository.content(of: smallID, .blob, atMost: 2 << 20) == Array(small))
      #expect(try repository.content(of: smallID, .blob, atMost: 1 << 20) == Array(small))
      #expect(try repository.content(of: smallID, .blob, atMost: (1 << 20) - 1) == nil)
      #expect(try repository.content(of: helloID, .blob, atMost: 5) == Array("hello".utf8))
      #expect(try repository.content(of: largeID, .blob, atMost: 12 << 20) == Array(large))
      #expect(throws: GitError.self) { try repository.content(of: missing, .blob, atMost: 5) }
      #expect(throws: GitError.self) { try repository.content(of: helloID, .tree, atMost: 5) }
    }
    let pack = try sandbox.run("sh", ["-c", "git verify-pack -v .git/objects/pack/*.idx"], in: "repo")
    let line = try #require(pack.output.split(separator: "\n").first { $0.hasPrefix("\(smallID)") })
    #expect(line.split(separator: " ").count == 7, "stored as a difference")
  }

  @Test func aTreeUpdateIsWhatGitWrites() throws {
    // Names around the place where git sorts a folder as if it ended in '/'.
    for name in ["a.b", "a/x", "a0", "b/c/d", "b/c/e", "z"] { try sandbox.write(name, to: "repo/\(name)") }
    try sandbox.git("add", ".", in: "repo")
    let base = try #require(ObjectID(hex: sandbox.git("write-tree", in: "repo").trimmingCharacters(in: .newlines)))
    let blob = try repository.stage(.blob, Array("new".utf8))
    let tree = try repository.stageTree(
      from: base,
      applying: [
        try path("a/y"): .file(blob), try path("b/c/d"): .removed, try path("b/c/e"): .removed,
        try path("new/deep/file"): .file(blob),
      ])
    try repository.writeStagedObjects()
    try sandbox.write("new", to: "repo/a/y")
    try sandbox.write("new", to: "repo/new/deep/file")
    try FileManager.default.removeItem(atPath: sandbox.path("repo/b"))
    try sandbox.git("add", "--all", ".", in: "repo")
    #expect("\(tree)\n" == (try sandbox.git("write-tree", in: "repo")))
    try sandbox.git("fsck", "--strict", in: "repo")
    let changes = try repository.changes(from: base, to: tree)
    let expected = try sandbox.git("diff-tree", "-r", "--no-renames", "--name-status", "\(base)", "\(tree)", in: "repo")
    let actual = changes.map { "\($0.before == nil ? "A" : $0.after == nil ? "D" : "M")\t\($0.path)\n" }.joined()
    #expect(actual == expected)
  }

  /// Trees made at random, from names around each other in git's order, changed at random: as git's index has them.
  @Test func treesAreMadeAndComparedAsGitDoes() throws {
    let names = [
      "a", "a.b/x", "a0", "a-b/c", "b/c", "b/d/e", "b/d/f", "b.c", "b0/x", "b-/x", "c/d/e/f", "c.d", "z", "Z/y",
    ]
    let blobs = try (0..<3).map { try repository.stage(.blob, Array("\($0)".utf8)) }
    var random = SystemRandomNumberGenerator()
    var tree = try repository.stageTree(from: nil, applying: [:])
    var files: [String: ObjectID] = [:]
    for _ in 0..<40 {
      let before = tree
      var updates: [RepositoryPath: PathUpdate] = [:]
      for name in names.shuffled(using: &random).prefix(4) {
        files[name] = Bool.random() ? blobs.randomElement() : nil
        updates[try path(name)] = files[name].map { .file($0) } ?? .removed
      }
      tree = try repository.stageTree(from: before, applying: updates)
      try repository.writeStagedObjects()
      let index = files.map { "100644 \($0.value)\t\($0.key)\n" }.joined()
      let script = "rm -f .git/index; git update-index --index-info; git write-tree"
      try sandbox.write(index, to: "lines")
      let made = try sandbox.run("sh", ["-c", "(\(script)) < ../lines"], in: "repo").output
      #expect("\(tree)\n" == made, "\(files.keys.sorted())")
      let expected = try sandbox.git(
        "diff-tree", "-r", "--no-renames", "--name-status", "\(before)", "\(tree)", in: "repo")
      let changes = try repository.changes(from: before, to: tree)
      let actual = changes.map { "\($0.before == nil ? "A" : $0.after == nil ? "D" : "M")\t\($0.path)\n" }.joined()
      #expect(actual == expected)
    }
  }

  @Test func aFileReplacedByAFolderIsARemovalAndAnAddition() throws {
    let blob = try repository.stage(.blob, [])
    let old = try repository.stageTree(from: nil, applying: [try path("a"): .file(blob)])
    let new = try repository.stageTree(from: old, applying: [try path("a"): .removed, try path("a/b"): .file(blob)])
    let changes = try repository.changes(from: old, to: new)
    #expect(changes.map { "\($0.path) \($0.after == nil ? "removed" : "added")" } == ["a removed", "a/b added"])
  }

  @Test func aReferenceMovesOnlyFromItsExpectedValue() throws {
    let tree = try repository.stageTree(from: nil, applying: [:])
    var commits: [ObjectID] = []
    for message in ["one", "two", "three"] {
      commits.append(try repository.stageCommit(tree: tree, parents: [], message: message))
    }
    try repository.writeStagedObjects()
    let main = try #require(RefName(branch: "main"))
    try repository.move(main, from: nil, to: commits[0], message: "test")
    #expect(throws: GitError.self) { try repository.move(main, from: nil, to: commits[1], message: "test") }
    #expect(throws: GitError.self) { try repository.move(main, from: commits[2], to: commits[1], message: "test") }
    #expect(try repository.target(of: main) == commits[0])
    try repository.move(main, from: commits[0], to: commits[1], message: "test")
    #expect(try repository.target(of: main) == commits[1])
  }

  @Test func aRepositoryWithSHA256ObjectsGetsAnErrorThatSaysSo() throws {
    try sandbox.git("init", "--quiet", "--object-format=sha256", "modern")
    #expect {
      _ = try Repository.open(at: sandbox.path("modern"))
    } throws: { error in
      "\(error)".contains("it names objects by SHA-256, but git registry reads SHA-1")
    }
  }

  @Test func commitsAreReadAsGitWroteThem() throws {
    try sandbox.git("commit", "--allow-empty", "--message", "subject\n\nbody", in: "repo")
    let commit = try repository.commit(revision: "HEAD")
    #expect(commit.tree == Tree.emptyID)
    #expect(commit.message == "subject\n\nbody\n")
    #expect(commit.author == Identity("Ada Lovelace <ada@acme.org> 1795341600 +0000"))
    #expect(commit.author.name == "Ada Lovelace" && commit.author.email == "ada@acme.org")
    #expect(commit.author.secondsSince1970 == 1_795_341_600)
    #expect(commit.parents.isEmpty)
  }

  /// Only commits, and by their ids alone: a branch that is called like the digits of another commit is not meant.
  @Test func commitsAreFoundByTheirFirstDigits() throws {
    try sandbox.git("commit", "--allow-empty", "--message", "one", in: "repo")
    let commit = try repository.commit(revision: "HEAD")
    let digits = String("\(commit.id)".prefix(7))
    try sandbox.git("branch", digits, in: "repo")
    for text in [digits, "\(commit.id)"] { #expect(try repository.commit(beginning: text)?.id == commit.id) }
    try sandbox.write("x", to: "repo/file")
    let blob = try sandbox.git("hash-object", "-w", "file", in: "repo").trimmingCharacters(in: .newlines)
    for text in [blob, String(repeating: "0", count: 40), "0000000", "abc", "HEAD", "", "\(commit.id)0"] {
      #expect(try repository.commit(beginning: text) == nil, "\(text)")
    }
  }

  /// Each commit is older by its date than its parents, which sends a walk by dates astray; git's own answers are the measure.
  @Test func ancestorsAreFoundWhateverTheClocksSay() throws {
    let tree = try sandbox.git("mktree", in: "repo").trimmingCharacters(in: .newlines)
    var ids: [String] = []
    func commit(_ parents: Int...) throws {
      sandbox.environment["GIT_COMMITTER_DATE"] = "\(1_800_000_000 - 1000 * ids.count) +0000"
      let options = parents.flatMap { ["-p", ids[$0]] }
      let made = try sandbox.run("git", ["commit-tree", tree, "-m", "\(ids.count)"] + options, in: "repo")
      ids.append(made.output.trimmingCharacters(in: .newlines))
    }
    try commit()
    for number in 0..<18 { try commit(number) }
    // A side line from 10, merged as second parent; a foxtrot, which has the line as second parent; a root of its own.
    try commit(10)
    try commit(19)
    try commit(18, 20)
    try commit(20, 18)
    try commit()
    let commits = try ids.map { try #require(ObjectID(hex: $0)) }
    for (one, first) in zip(ids, commits) {
      for (two, second) in zip(ids, commits) {
        let status = try sandbox.run("git", ["merge-base", "--is-ancestor", one, two], in: "repo").status
        #expect(try repository.isAncestor(first, of: second) == (status == 0))
        // Of two merges of the same commits, both are.
        let bases = try sandbox.run("git", ["merge-base", "--all", one, two], in: "repo").output.split(separator: "\n")
        let base = try repository.mergeBase(first, second).map { "\($0)" }
        #expect(base.map { bases.contains(Substring($0)) } ?? bases.isEmpty)
      }
    }
  }
}
