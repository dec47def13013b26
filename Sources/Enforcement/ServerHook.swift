import Blobs
package import Git
import Glibc
import RegistryStore

/// The hooks of one repository that is pushed to: where they belong, what is there, installing them and reporting what is wrong.
///
/// pre-receive judges. What is accepted is written down by post-receive, or, if the installation is strict, by proc-receive,
/// which moves the references itself.
package struct ServerHook {
  package let repository: Repository
  private let place: Place

  /// Where the hooks are.
  private enum Place {
    /// git's `hooks/NAME`.
    case git
    /// Gitea's `hooks/NAME.d/`.
    case gitea
    /// GitLab's `custom_hooks/NAME.d/`.
    case gitlab
  }

  /// Finds the place that something runs: Gitea's, if its delegating hook is there; GitLab's, if the hook is told that the
  /// host is GitLab.
  ///
  /// - Parameter host: from the installation; nil for finding what was installed.
  package init(of repository: Repository, for host: ActorSource?) {
    self.repository = repository
    let folder = repository.commonDirectory
    let gitLab = "\(folder)/custom_hooks/pre-receive.d/git-registry"
    let delegate = FileSystem.text(of: "\(folder)/hooks/pre-receive") ?? ""
    if host == .host(.gitlab) || (host == nil && FileSystem.text(of: gitLab)?.contains("--actor-from gitlab") == true) {
      place = .gitlab
    } else if delegate.contains("pre-receive.d"), HookScript.version(of: delegate) == nil {
      place = .gitea
    } else {
      place = .git
    }
  }

  /// The file that git, or the host, runs.
  package func path(of name: HookScript.Name = .preReceive) -> String {
    let folder = repository.commonDirectory
    switch place {
    case .git: return "\(folder)/hooks/\(name.rawValue)"
    case .gitea: return "\(folder)/hooks/\(name.rawValue).d/git-registry"
    case .gitlab: return "\(folder)/custom_hooks/\(name.rawValue).d/git-registry"
    }
  }

  /// True if proc-receive moves the references, or should.
  package var isStrict: Bool {
    get throws(GitError) {
      try !repository.configurations(Self.strictSetting).isEmpty || isOurs(path(of: .procReceive))
    }
  }

  /// Who the installed hook asks for the pusher; nil if none of ours is there.
  package var actorSource: ActorSource? {
    FileSystem.text(of: path()).flatMap { HookScript.options(in: $0, of: .preReceive) }?.actorSource
  }

  static let strictSetting = "receive.procReceiveRefs"

  /// Writes the hooks, or replaces ours, and turns git's own checking of pushed objects on.
  ///
  /// - Returns: what could not be done, in a line for people; nil if all was.
  /// - Throws: ``HookError`` if another hook is there or git would look elsewhere.
  package func install(
    program: String, version: String, options: PushHookOptions, isStrict: Bool
  ) throws -> String? {
    if let elsewhere = try hooksPathElsewhere() { throw HookError.hooksPathElsewhere(elsewhere) }
    for name in [HookScript.Name.preReceive, .postReceive, .procReceive] {
      try HookError.requireNoLink(above: path(of: name), in: repository.commonDirectory)
    }
    try requireOurs(path(of: .preReceive))
    if isStrict { try requireStrictIsPossible() }
    func write(_ name: HookScript.Name) throws {
      let path = path(of: name)
      let text = HookScript.text(of: name, program: program, version: version, options: options)
      // Whatever the umask: for an account that may not run the hook git takes it for missing, and accepts.
      try repository.making { () throws(GitError) in try FileSystem.replace(path, with: text, permissions: 0o755) }
    }
    if let branch = try PushJudge.protectedBranch(of: repository) {
      try PushLog(of: repository).noteBeginning(of: branch)
    }
    for setting in Self.safeSettings { try repository.git("config", setting.key, "\(setting.value)").requireSuccess() }
    if isStrict {
      try write(.procReceive)
      try write(.preReceive)
      try repository.git("config", Self.strictSetting, "refs").requireSuccess()
      if isOurs(path(of: .postReceive)) { FileSystem.remove(path(of: .postReceive)) }
      return nil
    }
    try write(.preReceive)
    if isOurs(path(of: .procReceive)) {
      // git would refuse every push if the setting stayed without the hook.
      if try !repository.configurations(Self.strictSetting).isEmpty {
        try repository.git("config", "--unset-all", Self.strictSetting).requireSuccess()
      }
      FileSystem.remove(path(of: .procReceive))
    }
    let recorder = path(of: .postReceive)
    guard isOurs(recorder) || !FileSystem.exists(recorder) else {
      return Self.calls(recorder) ? nil : Self.unrecorded(recorder, options)
    }
    try write(.postReceive)
    return nil
  }

  private static func unrecorded(_ path: String, _ options: PushHookOptions) -> String {
    let command = "git registry hook post-receive \(options.arguments.joined(separator: " "))"
    return
      "\(path) exists and was not written by git registry, so pushes are not recorded; add this command to it: \(command)"
  }

  /// True for somebody's hook that runs ours.
  static func calls(_ path: String) -> Bool {
    let text = FileSystem.text(of: path) ?? ""
    return text.contains("registry hook post-receive")
  }

  func isOurs(_ path: String) -> Bool { FileSystem.text(of: path).flatMap { HookScript.version(of: $0) } != nil }

  private func requireOurs(_ path: String) throws {
    guard let text = FileSystem.text(of: path), !text.isEmpty, !isOurs(path) else { return }
    throw HookError.foreignHook(path)
  }

  /// proc-receive is git's own, and hosts do not pass it on; a checkout would lag behind its branch.
  private func requireStrictIsPossible() throws {
    guard repository.isBare else { throw HookError.notBare }
    if let name = try repository.worktreeNames().first { throw HookError.worktree(name) }
    guard place == .git else { throw HookError.hostWithoutStrict(path()) }
    try requireOurs(path(of: .procReceive))
    for value in try repository.configurations(Self.strictSetting) where value != "refs" {
      throw HookError.otherProcReceive(value)
    }
  }

  /// `core.hooksPath` if it leads away from the repository's own hooks.
  func hooksPathElsewhere() throws(GitError) -> String? {
    guard let configured = try repository.configuration("core.hooksPath") else { return nil }
    guard place != .gitlab else { return nil }
    let folder = try repository.git("rev-parse", "--path-format=absolute", "--git-path", "hooks").requireSuccess().line
    let own =
      try repository.git("rev-parse", "--path-format=absolute", "--git-common-dir").requireSuccess().line + "/hooks"
    return FileSystem.isSame(folder, own) ? nil : configured
  }
}
