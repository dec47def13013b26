import Blobs
package import Git
import Glibc

extension ServerHook {
  /// What the server's configuration must say, and why.
  static let safeSettings: [(key: String, value: String, why: String)] = [
    ("receive.fsckObjects", "true", "git does not check pushed objects"),
    ("core.useReplaceRefs", "false", "a replace reference shows git other objects than were judged"),
  ]

  /// Settings that let a push be something else than was judged, with what each does.
  ///
  /// Source: git-config(1), "receive.*".
  private static let unsafeSettings: [(key: String, isUnsafe: @Sendable (String) -> Bool, why: String)] = [
    ("receive.procReceiveRefs", { _ in true }, "the references that it names are moved by another hook"),
    ("receive.shallowUpdate", { $0 == "true" }, "a push may cut history off"),
    ("receive.fsck.skipList", { _ in true }, "the objects in it are not checked"),
    (
      "receive.denyCurrentBranch", { ["ignore", "warn", "false"].contains($0) },
      "a checkout would lag behind its branch"
    ),
    ("transfer.fsckObjects", { $0 == "false" }, "git does not check fetched objects"),
  ]

  /// What is wrong, a line each; none where pushes are judged.
  package func problems(version: String) throws(GitError) -> [HookProblem] {
    try fileProblems(version) + branchProblems() + settingProblems() + folderProblems()
      + signatureProblems(script: FileSystem.text(of: path) ?? "")
  }

  private func fileProblems(_ version: String) throws(GitError) -> [HookProblem] {
    var problems: [HookProblem] = []
    if let elsewhere = try hooksPathElsewhere() {
      problems.append(HookProblem("core.hooksPath is '\(elsewhere)', so git does not run \(path)"))
    }
    switch FileSystem.text(of: path) {
    case nil where FileSystem.isLink(path):
      problems.append(HookProblem("\(path) is a dangling link: git accepts every push"))
    case nil: problems.append(HookProblem("\(path) is missing: git accepts every push"))
    case "": problems.append(HookProblem("\(path) is empty: git accepts every push"))
    case let text?:
      if access(path, X_OK) != 0 {
        problems.append(HookProblem("\(path) is not executable: git accepts every push", mend: setMode(path, 0o755)))
      }
      switch HookScript.version(of: text) {
      case nil: problems.append(HookProblem("\(path) was not written by git registry"))
      case version:
        if let problem = HookScript.problem(in: text) { problems.append(HookProblem("\(path) \(problem)")) }
      case let other?:
        problems.append(
          HookProblem("\(path) was written by git registry \(other), this is \(version): install it again"))
      }
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
        "the protected branch \(branch) does not exist, and others do: HEAD or registry.branch names the wrong one")
    ]
  }

  private func settingProblems() throws(GitError) -> [HookProblem] {
    var problems: [HookProblem] = []
    for (key, value, why) in Self.safeSettings {
      let found = try repository.configuration(key)
      let inherited = key == "receive.fsckObjects" ? try repository.configuration("transfer.fsckObjects") : nil
      guard (found ?? inherited) != value else { continue }
      problems.append(
        HookProblem("\(key) is \(found ?? "not set"): \(why)") { () throws in
          try self.repository.git("config", key, value).requireSuccess()
        })
    }
    for (key, isUnsafe, why) in Self.unsafeSettings {
      for value in try repository.configurations(key) where isUnsafe(value.lowercased()) {
        problems.append(
          HookProblem("\(key) is \(value): \(why)") { () throws in
            try self.repository.git("config", "--unset-all", key).requireSuccess()
          })
        break
      }
    }
    return problems
  }

  private func folderProblems() throws(GitError) -> [HookProblem] {
    let folder = repository.commonDirectory
    var problems: [HookProblem] = []
    let isShared = try repository.configuration("core.sharedRepository").map { $0 != "false" && $0 != "umask" } ?? false
    for name in ["", "/hooks", "/objects", "/refs", "/config", "/HEAD", String(path.dropFirst(folder.count))] {
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
        HookProblem("objects/info/alternates shares objects with another repository: whoever may read one reads both"))
    }
    return problems
  }

  private func setMode(_ path: String, _ mode: mode_t) -> () throws -> Void {
    { try FileSystem.setMode(path, mode) }
  }
}
