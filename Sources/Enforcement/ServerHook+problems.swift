import Blobs
package import Git
import Glibc
import RegistryStore

extension ServerHook {
  /// What the server's configuration must say, and why.
  static let safeSettings: [(key: String, value: Bool, why: String)] = [
    ("receive.fsckObjects", true, "git does not check pushed objects"),
    ("core.useReplaceRefs", false, "a replace reference can show git objects other than those that were judged"),
  ]

  /// Settings that let a push be something else than was judged, with what each does.
  ///
  /// Source: git-config(1), "receive.*".
  private static let unsafeSettings: [(key: String, isUnsafe: @Sendable (String) -> Bool, why: String)] = [
    ("receive.shallowUpdate", { ConfigurationValue.boolean($0) != false }, "a push may cut history off"),
    ("receive.fsck.skipList", { _ in true }, "the objects in it are not checked"),
    (
      "receive.denyCurrentBranch",
      { ["ignore", "warn"].contains($0.lowercased()) || ConfigurationValue.boolean($0) == false },
      "a checkout would lag behind its branch"
    ),
    ("transfer.fsckObjects", { ConfigurationValue.boolean($0) != true }, "git does not check fetched objects"),
  ]

  /// What is wrong, a line each; none if pushes are judged. Locks come first: they keep settings from being fixed.
  package func problems(version: String) throws -> [HookProblem] {
    let ofPushes =
      try fileProblems(version) + strictProblems() + branchProblems() + recordProblems() + settingProblems()
    let ofFiles = try contentProblems() + logProblems() + folderProblems() + sharingProblems()
    return try lockProblems() + ofPushes + ofFiles + signatureProblems(script: FileSystem.text(of: path()) ?? "")
  }

  private func fileProblems(_ version: String) throws(GitError) -> [HookProblem] {
    var problems: [HookProblem] = []
    if let elsewhere = try hooksPathElsewhere() {
      problems.append(HookProblem("core.hooksPath is '\(elsewhere)', so git does not run \(path())"))
    }
    let second = try isStrict ? HookScript.Name.procReceive : .postReceive
    for name in [HookScript.Name.preReceive, second] { problems += fileProblems(name, version) }
    return problems
  }

  private func fileProblems(_ name: HookScript.Name, _ version: String) -> [HookProblem] {
    let path = path(of: name)
    let effect =
      switch name {
      case .preReceive: "git accepts every push"
      case .procReceive: "git refuses every push"
      case .postReceive: "pushes are not recorded"
      }
    switch FileSystem.text(of: path) {
    case nil where FileSystem.isLink(path): return [HookProblem("\(path) is a dangling link: \(effect)")]
    case nil: return [HookProblem("\(path) is missing: \(effect)")]
    case "": return [HookProblem("\(path) is empty: \(effect)")]
    case let text?:
      var problems: [HookProblem] = []
      if access(path, X_OK) != 0 {
        problems.append(
          HookProblem("\(path) is not executable: \(effect)", mend: { try FileSystem.makeExecutable(path) }))
      }
      switch HookScript.version(of: text) {
      case nil where name == .postReceive:
        if !Self.calls(path) {
          problems.append(
            HookProblem("\(path) was not written by git registry, and does not run its hook: \(effect)"))
        }
      case nil: problems.append(HookProblem("\(path) was not written by git registry"))
      case version:
        if let problem = HookScript.problem(in: text, of: name) { problems.append(HookProblem("\(path) \(problem)")) }
      case let other?:
        problems.append(
          HookProblem("\(path) was written by git registry \(other), this is \(version): install it again"))
      }
      return problems
    }
  }

  /// What would let references move past proc-receive.
  private func strictProblems() throws(GitError) -> [HookProblem] {
    guard try isStrict else { return [] }
    var problems: [HookProblem] = []
    let values = try repository.configurations(Self.strictSetting)
    if values != ["refs"] {
      let found = values.isEmpty ? "not set" : values.joined(separator: ", ")
      problems.append(
        HookProblem("\(Self.strictSetting) is \(found), not 'refs': git moves references without proc-receive") {
          () throws in
          try self.repository.git("config", "--replace-all", Self.strictSetting, "refs").requireSuccess()
        })
    }
    if !repository.isBare { problems.append(HookProblem("the repository is not bare: its checkout lags behind")) }
    problems += try repository.worktreeNames().map {
      HookProblem("the work tree '\($0)' lags behind its branch: git worktree remove \($0)")
    }
    return problems
  }

  private func branchProblems() throws(GitError) -> [HookProblem] {
    guard let branch = try PushJudge.protectedBranch(of: repository) else {
      return [HookProblem("HEAD names no branch: set registry.branch, or every push is refused")]
    }
    let branches = try repository.git("for-each-ref", "--count=1", "refs/heads/").requireSuccess().line
    guard try repository.target(of: branch) == nil, !branches.isEmpty else { return [] }
    return [
      HookProblem(
        "the protected branch \(branch) does not exist, but others do: HEAD or registry.branch names the wrong one")
    ]
  }

  /// What a push past the hooks, or a record that was cut, leaves.
  private func recordProblems() throws -> [HookProblem] {
    guard let branch = try PushJudge.protectedBranch(of: repository) else { return [] }
    return try PushLog(of: repository).problem(of: branch).map { [HookProblem($0)] } ?? []
  }

  /// What keeps other accounts from pushing.
  private func sharingProblems() throws(GitError) -> [HookProblem] {
    let log = try RefusalLog(of: repository)?.path
    return try SharedFiles(of: repository, and: log).problems.map { HookProblem($0.text, mend: $0.mend) }
  }

  /// What keeps admins from reading what was refused.
  private func logProblems() throws(GitError) -> [HookProblem] {
    try RefusalLog(of: repository)?.problem.map { [HookProblem($0)] } ?? []
  }

  /// What was published elsewhere and never arrived.
  private func contentProblems() throws(GitError) -> [HookProblem] {
    guard let options = installation()?.options else { return [] }
    return try missingContent(options).map { [HookProblem($0)] } ?? []
  }

  /// What keeps nothing from being judged and is worth knowing, a line each.
  package func remarks() throws(GitError) -> [String] {
    let folder = AcceptedPushes(of: repository).folder
    guard try !isStrict, access(folder, W_OK) != 0, access(repository.commonDirectory, W_OK) != 0 else { return [] }
    return ["\(folder) cannot be written: a push whose client disconnects before the answer is recorded without a name"]
  }

  private func settingProblems() throws(GitError) -> [HookProblem] {
    var problems: [HookProblem] = []
    for (key, value, why) in Self.safeSettings {
      let found = try repository.configurations(key).last
      let inherited = key == "receive.fsckObjects" ? try repository.configurations("transfer.fsckObjects").last : nil
      if let effective = found ?? inherited, ConfigurationValue.boolean(effective) == value { continue }
      problems.append(
        HookProblem("\(key) is \(found ?? "not set"): \(why)") { () throws in
          try self.repository.git("config", key, "\(value)").requireSuccess()
        })
    }
    for (key, isUnsafe, why) in Self.unsafeSettings {
      guard let value = try repository.configurations(key).last, isUnsafe(value) else { continue }
      problems.append(
        HookProblem("\(key) is \(value): \(why)") { () throws in
          try self.repository.git("config", "--unset-all", key).requireSuccess()
        })
    }
    return problems
  }

  private func folderProblems() throws(GitError) -> [HookProblem] {
    let folder = repository.commonDirectory
    var problems: [HookProblem] = []
    let isShared = try repository.sharedPermissions().letsGroupWrite
    for name in ["", "/hooks", "/objects", "/refs", "/config", "/HEAD", String(path().dropFirst(folder.count))] {
      let place = folder + name
      guard let mode = FileSystem.mode(of: place) else { continue }
      let wide = mode & (isShared ? 0o002 : 0o022)
      guard wide != 0 else { continue }
      let who = wide & 0o002 != 0 ? "everybody" : "its group"
      problems.append(
        HookProblem(
          "\(place) may be written by \(who), who can then bypass the hook", mend: setMode(place, mode & ~wide)))
    }
    if let text = FileSystem.text(of: folder + "/objects/info/alternates"), !text.isEmpty {
      problems.append(
        HookProblem(
          "objects/info/alternates shares objects with another repository: anybody who may read one can read both"))
    }
    return problems
  }

  /// Lock files that a killed process left: git refuses to move those references, or to collect garbage ever again. (With a
  /// strict installation the next push sweeps those in its way.)
  private func lockProblems() throws(GitError) -> [HookProblem] {
    let folder = repository.commonDirectory
    let now = time(nil)
    var names = ["HEAD.lock", "packed-refs.lock", "packed-refs.new", "config.lock", "gc.pid.lock"]
    for top in ["refs", "logs"] where FileSystem.isFolder("\(folder)/\(top)") {
      names += try FileSystem.files(below: "\(folder)/\(top)").filter { $0.hasSuffix(".lock") }.map { "\(top)/\($0)" }
    }
    return names.compactMap { name in
      let path = "\(folder)/\(name)"
      var status = stat()
      guard stat(path, &status) == 0, now - status.st_mtim.tv_sec > RefLock.secondsOfALock else { return nil }
      return HookProblem("\(path) was left by a process that died, and blocks git") { () throws in
        FileSystem.remove(path)
      }
    }
  }

  private func setMode(_ path: String, _ mode: mode_t) -> () throws -> Void {
    { try FileSystem.setMode(path, mode) }
  }
}
