import Actions
import Blobs
import Catalog
import Diagnostics
import Enforcement
import Git
import Glibc
import Manifests
import RegistryStore
import Rules

/// Looks at one clone for what `doctor` tells.
struct CloneCheckup {
  let repository: Repository
  private let snapshot: CommitSnapshot
  private let mode: Organization.BlobMode
  private let store: LFSStore
  private let asksRemote: Bool

  init(of reader: RegistryReader, asksRemote: Bool) throws {
    repository = reader.repository
    snapshot = reader.snapshot
    mode = try reader.find.organization().effectiveBlobs
    store = try LFSStore(of: reader.repository)
    self.asksRemote = asksRemote
  }

  func problems() throws -> [CloneProblem] {
    try lfsProblems() + sharingProblems() + attributeProblems() + remoteProblems() + catalogProblems() + contentNotes()
      + leftoverNotes() + settingNotes()
  }

  // MARK: Git LFS

  private func lfsProblems() throws -> [CloneProblem] {
    guard mode == .lfs else { return [] }
    guard let lfs = try GitLFS.find() else {
      return [
        CloneProblem("git-lfs is missing: a push leaves the artifacts' content behind, and nothing can be fetched")
      ]
    }
    // Nobody pushes from a server's repository.
    guard !repository.isBare else { return [] }
    let hook = try GitLFSHook(of: repository)
    guard let problem = hook.problem else { return [] }
    let text = "\(problem): a push leaves the artifacts' content behind"
    switch hook.state {
    case .missing where hook.isOwn:
      return [CloneProblem(text) { _ = try GitLFSHook.ensured(by: lfs, in: repository) }]
    case .missing: return [CloneProblem("\(text); core.hooksPath leads there: git lfs install --local writes it")]
    case .notExecutable where hook.isOwn:
      return [CloneProblem(text) { try FileSystem.makeExecutable(hook.path) }]
    case .foreign: return [CloneProblem("\(text); let it run: git lfs pre-push \"$@\"")]
    case .turnedOff: return [CloneProblem("\(text), unless it is pushed with git registry … --push")]
    case .installed, .notExecutable: return [CloneProblem(text)]
    }
  }

  private func sharingProblems() throws -> [CloneProblem] {
    try SharedFiles(of: repository).problems.map { CloneProblem($0.text, mend: $0.mend) }
  }

  private func catalogProblems() -> [CloneProblem] {
    Catalog.problems(in: repository).map { path, problem in
      CloneProblem("\(path) \(problem): questions may take longer until it is made again") {
        try Catalog.remove(path, in: repository)
      }
    }
  }

  // MARK: The snapshot

  private func attributeProblems() throws -> [CloneProblem] {
    let line = "'\(knownAttributes)'"
    guard let path = RepositoryPath(".gitattributes"), let entry = try snapshot.entry(at: path), !entry.mode.isFolder
    else { return [CloneProblem("HEAD has no .gitattributes: add one with the line \(line)")] }
    let text = String(decoding: try snapshot.content(of: entry.id), as: UTF8.self)
    let rules = text.split(separator: "\n").filter { !$0.hasPrefix("#") && $0 != allowedAttributes }
    guard rules != [Substring(knownAttributes)] else { return [] }
    return [CloneProblem(".gitattributes of HEAD is not the one line \(line): git registry validate shows more")]
  }

  private func contentNotes() throws -> [CloneProblem] {
    guard mode == .lfs, !repository.isBare || FileSystem.exists(store.folder) else { return [] }
    let content = try MissingContent(of: snapshot, in: repository)
    guard content.missing > 0 else { return [] }
    return [
      CloneProblem(
        note:
          "the content of \(content.text) is not here: git lfs fetch, or git registry pull REF for one version, fetches it"
      )
    ]
  }

  private func leftoverNotes() throws -> [CloneProblem] {
    // While an import is under way nobody knows which files are its own.
    guard let lock = try ImportLock(in: repository, as: .observer) else { return [] }
    defer { withExtendedLifetime(lock) {} }
    let files = try store.leftovers(olderThan: LFSStore.leftoverAge, at: Int64(time(nil)))
    guard !files.isEmpty else { return [] }
    let size = ByteCount.text(files.reduce(0) { $0 + $1.sizeInBytes })
    return [
      CloneProblem(note: "killed imports left \(files.count) file\(files.count == 1 ? "" : "s"), \(size)") {
        guard try ImportLock(in: repository, as: .collector) != nil else { return }
        for file in try store.leftovers(olderThan: LFSStore.leftoverAge, at: Int64(time(nil))) {
          try store.remove(file)
        }
      }
    ]
  }

  // MARK: The remote

  /// A remote has so long to answer.
  private static let secondsForRemote = 10

  private func remoteProblems() throws -> [CloneProblem] {
    guard !repository.isBare else { return [] }
    guard let remote = try remote() else {
      return [CloneProblem(note: "there is no remote: what is here exists nowhere else")]
    }
    let name = EscapedText.line(remote)
    let unknown = CloneProblem(
      note: "only the server knows which content it has: git lfs push --all \(name) uploads what it lacks")
    let notes = mode == .lfs ? [unknown] : []
    guard asksRemote else { return notes }
    let answer = try Repository.runGit(
      ["--git-dir", repository.gitDirectory, "ls-remote", "--exit-code", "--heads", "--", remote],
      secondsAtMost: Self.secondsForRemote)
    switch answer.status {
    case 0: return notes
    case 2: return notes + [CloneProblem(note: "remote '\(name)' has no branch yet")]
    case 124, 137:
      return [CloneProblem("remote '\(name)' did not answer within \(Self.secondsForRemote) seconds")]
    default:
      let lines = answer.error.split(separator: "\n")
      let line = lines.first { $0.hasPrefix("fatal: ") }?.dropFirst("fatal: ".count) ?? lines.last ?? "no reason given"
      return [CloneProblem("remote '\(name)' cannot be reached: \(line)")]
    }
  }

  /// The remote of HEAD's branch, else `origin`, else the first.
  private func remote() throws -> String? {
    let names = try repository.git("remote").requireSuccess().text.split(separator: "\n").map(String.init)
    if let branch = try repository.headBranch()?.branch,
      let own = try repository.configuration("branch.\(branch).remote"), names.contains(own)
    {
      return own
    }
    return names.contains("origin") ? "origin" : names.first
  }
}
