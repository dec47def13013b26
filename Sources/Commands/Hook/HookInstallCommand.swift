import ArgumentParser
import Diagnostics
import Enforcement
import Git
import Glibc

struct HookInstallCommand: CheckingCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Install the hook in a repository that is pushed to, or in a clone.",
    discussion: """
      Writes hooks/pre-receive, or the host's folder for it (custom_hooks/, pre-receive.d/), and turns receive.fsckObjects \
      on; hooks/post-receive records what was accepted in refs/registry/log. With --strict, in a bare repository, \
      hooks/proc-receive moves the references itself: all of a push or none of it, judged under a lock, on disk before it is \
      acknowledged. With --pre-commit, in a clone, a hook that judges what is staged before git commits it. A hook that git registry \
      did not write is never replaced.

      When installed again, the hooks keep their options unless an option says otherwise; hook show prints them.

      EXAMPLES
        git registry hook install /srv/git/models.git --actor-from os --admin ada
        git registry hook install /srv/git/models.git --actor-from http --require-blobs none
        git registry hook install /srv/git/models.git --actor-from os --strict
        git registry hook install /srv/git/models.git --actor-from signature --admin ada
        git registry hook install /srv/git/*.git
        git registry hook install --pre-commit
      """)

  @Argument(
    help: ArgumentHelp("The repositories; with --pre-commit the one here unless given.", valueName: "repo"),
    completion: .directory)
  var repositories: [String] = []

  @Flag(help: "Install the hook of a clone, which judges each commit before it is made.")
  var preCommit = false

  @Option(help: HookSettings.actorFromHelp)
  var actorFrom: ActorSource?

  @Option(help: HookSettings.adminHelp)
  var admin: String?

  @Flag(help: "Let any admin make the first push again.")
  var noAdmin = false

  @Option(
    help: ArgumentHelp(
      "Where content must be: lfs-store (this repository's, unless given) or none (a server that the hook cannot see).",
      valueName: "place"))
  var requireBlobs: PushJudge.RequiredBlobs?

  @Flag(
    inversion: .prefixedNo,
    help: "Move references by our own hook, in one transaction under a lock; or leave it to git again.")
  var strict: Bool?

  @OptionGroup var place: RepositoryOption

  mutating func validate() throws {
    if preCommit {
      guard actorFrom == nil, admin == nil, !noAdmin, requireBlobs == nil, strict == nil else {
        throw ValidationError(
          "--actor-from, --admin, --require-blobs and --strict are for pushes; --pre-commit accepts none of them")
      }
    } else if repositories.isEmpty {
      throw ValidationError("name the repository that is pushed to, or, in a clone, add --pre-commit")
    } else if noAdmin, admin != nil {
      throw ValidationError("--admin and --no-admin contradict each other")
    }
  }

  func outcome() throws -> ExitStatus {
    let paths = repositories.isEmpty ? ["."] : repositories
    return try HookRepositories(paths: paths).each(preCommit ? installPreCommit : installServer)
  }

  private func installPreCommit(_ repository: Repository) throws -> HookRepositories.Outcome {
    let hook = try PreCommitHook(of: repository)
    try hook.install(program: Self.program(), version: Program.version)
    return HookRepositories.Outcome(lines: ["installed \(hook.path)", "judges what is staged before each commit"])
  }

  private func installServer(_ repository: Repository) throws -> HookRepositories.Outcome {
    let known = ServerHook(of: repository, for: nil).installation()
    guard let source = actorFrom ?? known?.options.actorSource else {
      throw CommandFailure(
        status: .usage,
        "--actor-from must say where the pusher's name comes from: \(ActorSource.choices.joined(separator: ", "))")
    }
    let options = PushHookOptions(
      actorSource: source, requiredBlobs: requireBlobs ?? known?.options.requiredBlobs ?? .lfsStore,
      firstAdmin: noAdmin ? nil : admin ?? known?.options.firstAdmin)
    let hook = ServerHook(of: repository, for: source)
    let problem = try hook.install(
      program: Self.program(), version: Program.version, options: options, isStrict: strict ?? known?.isStrict ?? false)
    let branch = try PushJudge.protectedBranch(of: repository)
    let installation = hook.installation()
    let missing = try hook.missingContent(options)
    let programs = source == .signature ? ServerHook.missingPrograms() : []
    let lines = [
      "installed \(hook.path())",
      installation?.isStrict == true ? "installed \(hook.path(of: .procReceive))" : nil,
      "protects \(branch?.description ?? "nothing: HEAD names no branch; set registry.branch")",
      installation?.summary,
    ]
    return HookRepositories.Outcome(
      lines: lines.compactMap(\.self) + programs.map { "warning: \($0)" },
      warnings: [problem, missing].compactMap(\.self).map { "warning: \($0)" })
  }

  /// The path of the running program.
  static func program() throws -> String {
    var buffer = [CChar](repeating: 0, count: 4097)
    let count = readlink("/proc/self/exe", &buffer, 4096)
    guard count > 0 else {
      throw GitError(operation: "read /proc/self/exe", reason: .other(errno), detail: String(cString: strerror(errno)))
    }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
