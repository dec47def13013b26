import Blobs
import Git

/// What git's documentation recommends for large repositories, told only where this one is large.
extension CloneCheckup {
  private static let manyFiles = 10_000
  private static let manyCommits = 10_000
  /// `gc.auto`'s default. A commit through libgit2 never starts git's own `gc --auto`.
  private static let manyLooseObjects = 6700

  func settingNotes() throws -> [CloneProblem] { try indexNotes() + historyNotes() + objectNotes() }

  /// Source: git-config(1), "feature.manyFiles". Its third setting, index.skipHash, makes an index that older libgit2 refuse.
  private func indexNotes() throws -> [CloneProblem] {
    guard !repository.isBare, let count = indexCount(), count >= Self.manyFiles,
      try repository.configuration("feature.manyFiles") != "true"
    else { return [] }
    let wanted = [("core.untrackedCache", "true"), ("index.version", "4")]
    let missing = try wanted.filter { try repository.configuration($0.0) != $0.1 }
    guard !missing.isEmpty else { return [] }
    let text = missing.map { "\($0.0)=\($0.1)" }.joined(separator: ", ")
    return [
      CloneProblem(note: "the index has \(count) files: git status is faster with \(text)") {
        for (key, value) in missing { try repository.git("config", key, value).requireSuccess() }
      }
    ]
  }

  /// The number of entries, from the index's header: `DIRC`, version and count, 4 bytes each.
  ///
  /// Source: gitformat-index(5).
  private func indexCount() -> Int? {
    guard let header = FileSystem.firstBytes(12, of: repository.gitDirectory + "/index") else { return nil }
    return header[8...].reduce(0) { $0 << 8 | Int($1) }
  }

  /// Once written with changed paths, git keeps a commit-graph so.
  ///
  /// Source: git-commit-graph(1), "--changed-paths"; git-config(1) "fetch.writeCommitGraph".
  private func historyNotes() throws -> [CloneProblem] {
    guard !repository.hasChangedPathFilters else { return [] }
    let count = try repository.git("rev-list", "--count", "--max-count=\(Self.manyCommits + 1)", "HEAD")
      .requireSuccess().line
    guard Int(count) ?? 0 > Self.manyCommits else { return [] }
    return [
      CloneProblem(
        note:
          "more than \(Self.manyCommits) commits and no commit-graph with changed paths: history is told faster with one, which fetch.writeCommitGraph=true keeps up to date"
      ) {
        try repository.git("commit-graph", "write", "--reachable", "--changed-paths").requireSuccess()
        try repository.git("config", "fetch.writeCommitGraph", "true").requireSuccess()
      }
    ]
  }

  /// Source: git-count-objects(1), git-config(1) "gc.auto".
  private func objectNotes() throws -> [CloneProblem] {
    let count = try repository.git("count-objects").requireSuccess().line.prefix { $0 != " " }
    guard Int(count) ?? 0 > Self.manyLooseObjects else { return [] }
    return [
      CloneProblem(note: "\(count) loose objects: git gc packs them") {
        try repository.git("gc", "--quiet").requireSuccess()
      }
    ]
  }
}
