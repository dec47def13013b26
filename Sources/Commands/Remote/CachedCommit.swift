import Diagnostics
import Git
import RegistryStore

extension RepositoryCache {
  /// The commit to read: what HEAD is there now, or what `--at` says.
  func commit(_ at: PointInTime?, in repository: Repository) throws -> Commit {
    // What is here needs no network.
    if let id = at?.objectID, repository.contains(id), let commit = try? repository.commit(id) { return commit }
    switch at?.kind {
    case nil:
      try fetch("HEAD", as: "refs/heads/main", in: repository)
      return try repository.commit(revision: "refs/heads/main")
    case .day(let day):
      try fetch("HEAD", as: "refs/heads/main", in: repository)
      if repository.isShallow { try fetch("HEAD", as: "refs/heads/main", in: repository, depth: "--unshallow") }
      let head = try repository.commit(revision: "refs/heads/main")
      let log = try fetchRecord(in: repository)
      guard let found = try Timeline.commit(at: day.end, of: repository, head: head.id, log: log) else {
        throw CommandFailure("there was no commit yet on \(EscapedText.printable(at?.text ?? ""))")
      }
      return try repository.commit(found.id)
    case .revision(let name):
      guard Self.isFetchable(name) else {
        throw CommandFailure(
          status: .usage,
          "'\(EscapedText.printable(name))' cannot be asked of \(address.shown)\nhelp: with --repo, write a branch, a tag, a whole commit id or a date"
        )
      }
      try fetch(name, as: "refs/cache/at", in: repository)
      return try repository.commit(revision: "refs/cache/at^{commit}")
    }
  }

  /// False for what a refspec gives a meaning of its own.
  private static func isFetchable(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix("-") && !name.hasPrefix("+")
      && name.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f && !":*?[\\^~".utf8.contains($0) }
  }

  /// The record of pushes; nil where the remote has none.
  private func fetchRecord(in repository: Repository) throws -> ObjectID? {
    let result = try run(fetching: PushLog.name.text, as: PushLog.name.text, in: repository, [])
    if result.status != 0 {
      if result.error.contains(bytesOf: "couldn't find remote ref") { return nil }
      try result.requireSuccess()
    }
    return try repository.target(of: PushLog.name)
  }

  private func run(
    fetching name: String, as reference: String, in repository: Repository, _ options: [String]
  ) throws -> ProcessResult {
    try repository.git(
      ["fetch", "--quiet"] + options + [
        "--filter=blob:none", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance", "--recurse-submodules=no",
        "origin", "+\(name):\(reference)",
      ])
  }

  private func fetch(_ name: String, as reference: String, in repository: Repository, depth: String = "--depth=1")
    throws
  {
    let result = try run(fetching: name, as: reference, in: repository, [depth])
    guard result.status != 0 else { return }
    if result.error.contains(bytesOf: "couldn't find remote ref HEAD") {
      throw CommandFailure("\(address.shown) has no commit yet")
    }
    if result.error.contains(bytesOf: "couldn't find remote ref") || result.error.contains(bytesOf: "not our ref") {
      throw CommandFailure(
        status: .usage,
        "'\(EscapedText.printable(name))' is no branch, tag or commit of \(address.shown)\nhelp: git ls-remote \(address.shown) lists its branches and tags"
      )
    }
    try result.requireSuccess()
  }

  /// What a fetch that failed means for the user.
  func failure(_ error: GitError, in repository: Repository) -> CommandFailure {
    let lines = error.detail.split(whereSeparator: \.isNewline).map(String.init).map {
      "  \(EscapedText.printable($0))\n"
    }.joined()
    var help = "the address is as git clone takes it; git ls-remote \(address.shown) tries it"
    if let known = try? repository.commit(revision: "refs/heads/main") {
      help = "what was read last is here still: --at \(known.id)"
    }
    return CommandFailure(status: .network, "cannot read \(address.shown)\n\(lines)help: \(help)")
  }
}
