import ArgumentParser
import Diagnostics
import Enforcement
import Git
import Glibc

struct HookInstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Install the hook in a repository that is pushed to, or in a clone.",
    discussion: """
      Writes hooks/pre-receive, or the host's folder for it (custom_hooks/, pre-receive.d/), and turns receive.fsckObjects \
      on; hooks/post-receive records what was accepted in refs/registry/log. With --strict, in a bare repository, \
      hooks/proc-receive moves the references itself: all of a push or none, judged under a lock, on disk before it is \
      acknowledged. With --pre-commit, in a clone, a hook that judges what is staged before git commits it. A hook that git registry \
      did not write is never replaced.

      EXAMPLES
        git registry hook install /srv/git/models.git --actor-from os --admin ada
        git registry hook install /srv/git/models.git --actor-from http --require-blobs none
        git registry hook install /srv/git/models.git --actor-from os --strict
        git registry hook install /srv/git/models.git --actor-from signature --admin ada
        git registry hook install --pre-commit
      """)

  @Argument(
    help: ArgumentHelp("The repository; with --pre-commit the one here unless given.", valueName: "repo"),
    completion: .directory)
  var repository: String?

  @Flag(help: "Install the hook of a clone, which judges each commit before it is made.")
  var preCommit = false

  @Option(help: HookSettings.actorFromHelp)
  var actorFrom: ActorSource?

  @Option(help: HookSettings.adminHelp)
  var admin: String?

  @Option(
    help: ArgumentHelp(
      "Where content must be: lfs-store (this repository's, unless given) or none (a server that the hook cannot see).",
      valueName: "place"))
  var requireBlobs: PushJudge.RequiredBlobs?

  @Flag(help: "Move references by our own hook, in one transaction under a lock.")
  var strict = false

  @OptionGroup var place: Place

  mutating func validate() throws {
    if preCommit {
      guard actorFrom == nil, admin == nil, requireBlobs == nil, !strict else {
        throw ValidationError(
          "--actor-from, --admin, --require-blobs and --strict are for pushes; --pre-commit takes none of them")
      }
    } else if repository == nil {
      throw ValidationError("name the repository that is pushed to, or, in a clone, add --pre-commit")
    } else if actorFrom == nil {
      throw ValidationError(
        "--actor-from must say where the pusher's name comes from: \(ActorSource.choices.joined(separator: ", "))")
    }
  }

  func run() throws {
    let opened = try Place.repository(at: repository ?? ".")
    guard let actorFrom else {
      let hook = try PreCommitHook(of: opened)
      try hook.install(program: Self.program(), version: Program.version)
      return Terminal.write("installed \(hook.path)\njudges what is staged before each commit\n")
    }
    let options = PreReceiveHook.Options(
      actorSource: actorFrom, requiredBlobs: requireBlobs ?? .lfsStore, firstAdmin: admin)
    let hook = ServerHook(of: opened, for: actorFrom)
    let problem = try hook.install(
      program: Self.program(), version: Program.version, options: options, isStrict: strict)
    let branch = try PushJudge.protectedBranch(of: opened)
    let lines = [
      "installed \(hook.path())", strict ? "installed \(hook.path(of: .procReceive))" : nil,
      "protects \(branch?.description ?? "nothing: HEAD names no branch; set registry.branch")",
    ]
    Terminal.write(lines.compactMap { $0.map { $0 + "\n" } }.joined())
    if let problem { Terminal.writeError("warning: \(EscapedText.line(problem))\n") }
    guard actorFrom == .signature else { return }
    for line in ServerHook.missingPrograms() { Terminal.write("warning: \(line)\n") }
  }

  /// The path of the running program.
  private static func program() throws -> String {
    var buffer = [CChar](repeating: 0, count: 4097)
    let count = readlink("/proc/self/exe", &buffer, 4096)
    guard count > 0 else {
      throw GitError(operation: "read /proc/self/exe", reason: .other(errno), detail: String(cString: strerror(errno)))
    }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
