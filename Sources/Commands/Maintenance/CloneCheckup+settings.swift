import Blobs
import Git

/// What git's documentation recommends for large repositories, told only where this one is large.
extension CloneCheckup {
  private static let manyFiles = 10_000
  private static let manyCommits = 10_000
  /// `gc.auto`'s default. A commit through libgit2 never starts git's own `gc --auto`.
  private static let manyLooseObjects = 6700

  func settingNotes() throws -> [CloneProblem] { try indexNotes() + historyNotes() + objectNotes() }

  private func indexNotes() throws -> [CloneProblem] {
    guard !repository.isBare, let index = indexHeader(), index.count >= Self.manyFiles else { return [] }
    let isManyFiles = try repository.flag("feature.manyFiles") ?? false
    let missing = try GrowthSettings.index.filter { key, value in
      if key == "index.version" { return index.version < 4 }
      // core.untrackedCache may also be `keep`, which is no boolean.
      return try !isManyFiles && ConfigurationValue.boolean(repository.configurations(key).last ?? "false") != true
    }
    guard !missing.isEmpty else { return [] }
    let text = missing.map { "\($0.0)=\($0.1)" }.joined(separator: ", ")
    return [
      CloneProblem(note: "the index has \(index.count) files: git status is faster with \(text)") {
        try GrowthSettings.convertIndex(of: repository)
      }
    ]
  }

  /// Version and number of entries, from the index's header: `DIRC`, version and count, 4 bytes each.
  ///
  /// Source: gitformat-index(5).
  private func indexHeader() -> (version: Int, count: Int)? {
    guard let header = FileSystem.firstBytes(12, of: repository.gitDirectory + "/index") else { return nil }
    func number(_ bytes: some Sequence<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
    return (number(header[4..<8]), number(header[8..<12]))
  }

  private func historyNotes() throws -> [CloneProblem] {
    let most = repository.commitsWithChangedPaths + Self.manyCommits
    let count = try repository.git("rev-list", "--count", "--max-count=\(most + 1)", "HEAD").requireSuccess().line
    guard Int(count) ?? 0 > most else { return [] }
    return [
      CloneProblem(
        note:
          "more than \(Self.manyCommits) commits are not in a commit-graph with changed paths: history is shown faster with one, which fetch.writeCommitGraph=true keeps up to date"
      ) {
        try GrowthSettings.writeChangedPaths(in: repository)
        try repository.git("config", GrowthSettings.history.0, GrowthSettings.history.1).requireSuccess()
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
