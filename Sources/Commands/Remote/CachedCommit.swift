import Actions
import Diagnostics
import Git
import RegistryStore

extension RepositoryCache {
  /// The commit to read: what HEAD is there now, or what `--at` says; and what a date went by.
  ///
  /// - Parameter isWhole: true to bring its files along, for ``isRefusedObject(_:)``.
  func commit(
    _ at: PointInTime?, in repository: Repository, isWhole: Bool
  ) throws -> (commit: Commit, basis: Timeline.Basis?) {
    guard let at else {
      try fetch(["+HEAD:\(Self.tip)"], in: repository, depth: "--depth=1", isWhole: isWhole)
      return (try repository.commit(revision: Self.tip), nil)
    }
    // What is here needs no network.
    if !isWhole, let id = at.objectID, repository.contains(id), let commit = try? repository.commit(id) {
      return (commit, nil)
    }
    switch at.kind {
    case .day:
      // The whole history and the record of pushes, where there is one: commits and folders, no files.
      try fetch(
        ["+HEAD:\(Self.tip)", "+\(Self.record):\(Self.record)"], in: repository,
        depth: repository.isShallow ? "--unshallow" : nil, isWhole: isWhole)
      return try at.commit(in: repository)
    case .revision(let name):
      guard Self.isFetchable(name) else {
        throw CommandFailure(
          status: .usage,
          "'\(EscapedText.line(name))' cannot be asked of \(address.shown)\nhelp: with --repo, write a branch, a tag, a whole commit id or a date"
        )
      }
      try fetch(["+\(name):refs/cache/at"], in: repository, depth: "--depth=1", isWhole: isWhole)
      return (try repository.commit(revision: "refs/cache/at^{commit}"), nil)
    }
  }

  private static let tip = "refs/heads/main"
  /// A pattern, for a record that is not there is no error.
  private static let record = "refs/registry/log*"

  /// False for what a refspec gives a meaning of its own.
  private static func isFetchable(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix("-") && !name.hasPrefix("+")
      && name.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f && !":*?[\\^~".utf8.contains($0) }
  }

  /// True where a server gives a commit's files only with the commit: git does so by its older protocol, which it speaks over SSH
  /// unless the server's sshd takes `GIT_PROTOCOL`, as Debian's does not.
  static func isRefusedObject(_ error: GitError) -> Bool {
    error.detail.firstRange(of: "does not allow request for unadvertised object") != nil
  }

  private func fetch(_ wanted: [String], in repository: Repository, depth: String?, isWhole: Bool) throws {
    let result = try repository.git(
      ["fetch", "--quiet"] + (isWhole ? ["--refetch", "--no-filter"] : ["--filter=blob:none"]) + [
        "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance",
      ]
        + ["--recurse-submodules=no"] + (depth.map { [$0] } ?? []) + ["origin"] + wanted)
    guard result.status != 0 else { return }
    if result.error.contains(bytesOf: "couldn't find remote ref HEAD") {
      throw CommandFailure("\(address.shown) has no commit yet")
    }
    if result.error.contains(bytesOf: "couldn't find remote ref") || result.error.contains(bytesOf: "not our ref") {
      throw CommandFailure(
        status: .usage,
        "'\(EscapedText.line(String(wanted[0].dropFirst().prefix { $0 != ":" })))' is not a branch, tag or commit of \(address.shown)\nhelp: git ls-remote \(address.shown) lists its branches and tags"
      )
    }
    try result.requireSuccess()
  }

  /// What a fetch that failed means for the user.
  func failure(_ error: GitError, in repository: Repository) -> CommandFailure {
    let lines = error.detail.split(whereSeparator: \.isNewline).map(String.init).map {
      "  \(EscapedText.line($0))\n"
    }.joined()
    var help = "write the address as for git clone; git ls-remote \(address.shown) tests it"
    if let known = try? repository.commit(revision: Self.tip) {
      help = "what was read last is still here: --at \(known.id)"
    }
    return CommandFailure(status: .network, "cannot read \(address.shown)\n\(lines)help: \(help)")
  }
}
