import Blobs
import Diagnostics
import Enforcement
import Git
import Manifests
import RegistryStore
import Rules
import TestSupport
import Testing

/// A repository whose snapshots are judged both ways: all at once by the rules, and in parts.
struct SnapshotComparison {
  private let sandbox: GitSandbox
  let repository: Repository

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.git("init", "--quiet", "repo")
    repository = try Repository.open(at: sandbox.path("repo"))
  }

  /// The reports of a tree.
  func reports(of tree: ObjectID) throws -> (whole: String, inParts: String) {
    try repository.writeStagedObjects()
    let facts = Facts(actor: .unknown, content: try StoredContent(of: repository, knowsStore: false))
    let whole = try Judge.judge(Change(whole: CommitSnapshot(repository, tree: tree)), facts)
    let place = repository.gitDirectory
    let parts = SnapshotJudge(
      tree, open: { () throws(GitError) in try Repository.open(at: place) },
      facts: { repository throws(GitError) in
        Facts(actor: .unknown, content: try StoredContent(of: repository, knowsStore: false))
      })
    return (TextRenderer.render(whole), TextRenderer.render(try parts.judge()))
  }

  /// The same of files by their paths.
  func reports(of files: [String: String]) throws -> (whole: String, inParts: String) {
    var updates: [RepositoryPath: PathUpdate] = [:]
    for (path, text) in files {
      updates[try #require(RepositoryPath(path))] = .file(try repository.stage(.blob, Array(text.utf8)))
    }
    return try reports(of: repository.stageTree(from: nil, applying: updates))
  }
}
