import Git

/// What keeps git quick in a repository that grows, and changes nothing of what git does: settings, and a commit-graph that tells
/// which paths commits changed.
///
/// `init` sets what every repository can have; `doctor` tells the rest, and what a clone did not bring along, where it is large.
enum GrowthSettings {
  /// Fetches keep the commit-graph up to date; `core.commitGraph` and `gc.writeCommitGraph` are on by themselves.
  ///
  /// Source: git-config(1), "fetch.writeCommitGraph".
  static let history = ("fetch.writeCommitGraph", "true")

  /// Clones without file contents, for who reads a part; hosts have it set.
  ///
  /// Source: git-config(1), "uploadpack.allowFilter".
  static let server = ("uploadpack.allowFilter", "true")

  /// An index of version 4 is half as large, and git passes over folders that did not change. Not for every repository: programs
  /// that read an index by themselves may know versions 2 and 3 alone.
  ///
  /// Source: git-config(1), "feature.manyFiles". Its third setting, index.skipHash, makes an index that older libgit2 refuse.
  static let index = [("core.untrackedCache", "true"), ("index.version", "4")]

  /// Sets in a new repository what nobody has an opinion about, and starts its commit-graph.
  static func start(in repository: Repository) throws {
    for (key, value) in repository.isBare ? [history, server] : [history]
    where try repository.configuration(key) == nil {
      try repository.git("config", key, value).requireSuccess()
    }
    try writeChangedPaths(in: repository)
  }

  /// Once written with changed paths, git keeps a commit-graph so.
  ///
  /// Source: git-commit-graph(1), "--changed-paths".
  static func writeChangedPaths(in repository: Repository) throws {
    try repository.git("commit-graph", "write", "--reachable", "--changed-paths").requireSuccess()
  }

  /// Sets what a large index wants, in the index that is there too.
  static func convertIndex(of repository: Repository) throws {
    for (key, value) in index { try repository.git("config", key, value).requireSuccess() }
    try repository.git("update-index", "--index-version", "4", "--untracked-cache").requireSuccess()
  }
}
