package import Git
package import Manifests

/// Which content a repository still names: at the tip of any reference, at the HEAD of any work tree, in any index.
///
/// A pointer's path is its digest, so trees are walked and no manifest is read; each tree once, however many tips share it.
/// Blobs are never removed from history, so tips are enough. A tombstone names nothing: its content was purged.
package struct NamedContent {
  private let repository: Repository
  private let wanted: Set<Digest>
  private var named: Set<Digest> = []
  private var walked: Set<ObjectID> = []
  /// True if a tip keeps other files in Git LFS.
  private var hasFilter = false

  /// The digests among `wanted` that something names.
  ///
  /// - Parameter recent: seconds in which what a reference named, according to the reflogs, counts as named.
  package static func named(
    among wanted: Set<Digest>, in repository: Repository, recent: Int64
  ) throws(GitError) -> Set<Digest> {
    var search = NamedContent(repository: repository, wanted: wanted)
    for tree in try search.tips(recent: recent) { try search.walk(tree) }
    try search.readIndexes()
    // Other files in Git LFS have pointers anywhere, and git-lfs knows where.
    if search.hasFilter { try search.askGitLFS() }
    return search.named
  }

  private init(repository: Repository, wanted: Set<Digest>) {
    self.repository = repository
    self.wanted = wanted
  }

  /// The folders that git keeps for the main and the linked work trees.
  private func gitDirectories() throws(GitError) -> [String] {
    let common = repository.commonDirectory
    return [common] + (try repository.worktreeNames()).map { "\(common)/worktrees/\($0)" }
  }

  /// What HEAD and an operation under way stand on, in one work tree.
  private static let heads = [
    "HEAD", "ORIG_HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD", "FETCH_HEAD",
  ]

  /// The trees of all tips; a tag of a single file leads to none.
  private func tips(recent: Int64) throws(GitError) -> [ObjectID] {
    // A reference to what is missing ends it here: what it names is not known.
    let list = try repository.git("for-each-ref", "--format=%(objecttype) %(objectname)").requireSuccess().text
    var revisions: Set<String> = []
    for line in list.split(separator: "\n") where !line.hasPrefix("blob ") {
      revisions.insert(line.split(separator: " ").last.map(String.init) ?? "")
    }
    if recent > 0 {
      let list = try repository.git(
        "log", "--walk-reflogs", "--all", "--since=\(recent) seconds ago", "--format=%H"
      ).requireSuccess()
      revisions.formUnion(list.text.split(separator: "\n").map(String.init))
    }
    var trees = try trees(of: revisions, in: repository.commonDirectory)
    for folder in try gitDirectories() { trees += try self.trees(of: Set(Self.heads), in: folder) }
    return trees
  }

  private func trees(of revisions: Set<String>, in gitDirectory: String) throws(GitError) -> [ObjectID] {
    let input = revisions.sorted().map { "\($0)^{tree}\n" }.joined()
    let result = try Repository.runGit(
      ["--git-dir", gitDirectory, "cat-file", "--batch-check=%(objectname)"], input: Array(input.utf8))
    return try result.requireSuccess().text.split(separator: "\n").compactMap { ObjectID(hex: $0) }
  }

  private mutating func walk(_ tree: ObjectID) throws(GitError) {
    guard walked.insert(tree).inserted else { return }
    for entry in try repository.tree(tree) {
      if entry.mode.isFolder {
        try walk(entry.id)
      } else if let digest = Digest(hex: String(decoding: entry.name, as: UTF8.self)) {
        try add(digest, entry.id)
      } else if entry.name.elementsEqual(".gitattributes".utf8), entry.mode != .symbolicLink, !hasFilter {
        let text = String(decoding: try repository.content(of: entry.id, .blob), as: UTF8.self)
        hasFilter = text.contains("filter=lfs")
      }
    }
  }

  private mutating func add(_ digest: Digest, _ blob: ObjectID) throws(GitError) {
    guard wanted.contains(digest), !named.contains(digest) else { return }
    if try repository.header(of: blob).sizeInBytes <= Tombstone.sizeLimitInBytes,
      Tombstone(try repository.content(of: blob, .blob))?.digest == digest
    {
      return
    }
    named.insert(digest)
  }

  private mutating func readIndexes() throws(GitError) {
    for folder in try gitDirectories() {
      let list = try Repository.runGit(["--git-dir", folder, "ls-files", "--stage", "-z", "--", ":/"]).requireSuccess()
        .output
      for line in list.split(separator: 0) {
        // MODE SP OBJECT SP STAGE TAB PATH
        guard let name = line.split(separator: UInt8(ascii: "/")).last,
          let digest = Digest(hex: String(decoding: name, as: UTF8.self)),
          let object = line.split(separator: UInt8(ascii: " ")).dropFirst().first,
          let id = ObjectID(hex: String(decoding: object, as: UTF8.self))
        else { continue }
        try add(digest, id)
      }
    }
  }

  private mutating func askGitLFS() throws(GitError) {
    let list = try repository.git("lfs", "ls-files", "--all", "--long").requireSuccess().text
    // OID SP * or - SP PATH
    for line in list.split(separator: "\n") {
      guard let digest = Digest(hex: String(line.prefix { $0 != " " })), wanted.contains(digest) else { continue }
      named.insert(digest)
    }
  }
}
