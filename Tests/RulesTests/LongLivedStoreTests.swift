import Git
import ManifestCoding
import Manifests
import RegistryStore
import Rules
import TestSupport
import Testing

/// What a snapshot and a transaction leave behind in a process that lives on.
struct LongLivedStoreTests {
  private let sandbox: GitSandbox
  private let repository: Repository

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.git("init", "--quiet", "--bare", "repository.git")
    repository = try Repository.open(at: sandbox.path("repository.git"))
  }

  private func path(_ text: String) throws -> RepositoryPath { try #require(RepositoryPath(text)) }

  /// A tree of so many members, one in each of as many registries besides.
  private func tree(of count: Int) throws -> ObjectID {
    var files: [RepositoryPath: PathUpdate] = [:]
    for index in 0..<count {
      let member = Array("apiVersion: git-registry/v1\nkind: Member\nname: m\(index)\nemail: m\(index)@acme.org\n".utf8)
      files[try path("members/m\(index).yaml")] = .file(try repository.stage(.blob, member))
      files[try path("registries/r\(index)/README")] = .file(try repository.stage(.blob, []))
    }
    return try repository.stageTree(from: nil, applying: files)
  }

  @Test func aSnapshotRemembersUpToABoundAndStillKnowsAll() throws {
    let tree = try tree(of: 40)
    var bounds = CommitSnapshot.Bounds()
    (bounds.manifests, bounds.entries, bounds.folders) = (8, 50, 4)
    let (bounded, plain) = (
      CommitSnapshot(repository, tree: tree, bounds: bounds), CommitSnapshot(repository, tree: tree)
    )
    for _ in 0..<2 {
      for index in 0..<40 {
        let loaded = try #require(try bounded.member("m\(index)"))
        #expect(try loaded.blob == plain.member("m\(index)")?.blob)
        let folder = try path("registries/r\(index)")
        #expect(try bounded.entries(in: folder) == plain.entries(in: folder))
        #expect(try bounded.registryNames() == plain.registryNames())
        let kept = bounded.remembered
        #expect(kept.manifests <= 8 && kept.entries <= 50 && kept.folders <= 4)
      }
    }
    #expect(plain.remembered.manifests == 40)
  }

  /// A folder that is larger than the bound alone is remembered, or each look at it would read it anew.
  @Test func aFolderLargerThanTheBoundIsReadOnce() throws {
    var bounds = CommitSnapshot.Bounds()
    bounds.entries = 10
    let snapshot = CommitSnapshot(repository, tree: try tree(of: 40), bounds: bounds)
    #expect(try snapshot.memberNames().count == 40)
    #expect(snapshot.remembered.entries == 40)
    #expect(try snapshot.entries(in: nil).count == 2)
    #expect(snapshot.remembered.entries == 2)
  }

  private struct GivenUp: Error {}

  @Test func aTransactionThatFailsOrChangesNothingLeavesNothingStaged() throws {
    let main = try #require(RefName(branch: "main"))
    let base = try repository.stageCommit(
      tree: tree(of: 1), parents: [], by: "Ada <ada@acme.org> 0 +0000", message: "x")
    try repository.writeStagedObjects()
    try repository.move(main, from: nil, to: base, message: "x")
    let transaction = try Transaction(on: main, of: repository)
    var staged: [ObjectID] = []
    for fails in [true, false] {
      func edit(_ snapshot: CommitSnapshot) throws -> Edit {
        staged.append(try repository.stage(.blob, Array("fails: \(fails)".utf8)))
        if fails { throw GivenUp() }
        return Edit(of: snapshot)
      }
      do {
        let outcome = try transaction.run(
          message: { "x" }, start: nil, isDryRun: false, facts: { _ in Facts(actor: .unknown) },
          stageCommit: { try repository.stageCommit(tree: $0, parents: $1, message: $2) }, edit: edit)
        guard case .unchanged = outcome else {
          Issue.record("\(outcome)")
          continue
        }
      } catch is GivenUp {}
    }
    #expect(staged.count == 2)
    for id in staged { #expect(throws: GitError.self) { try repository.content(of: id, .blob) } }
  }
}
