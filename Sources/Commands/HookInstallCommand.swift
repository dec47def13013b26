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
      on. With --pre-commit, in a clone, a hook that judges what is staged before git commits it. A hook that git registry \
      did not write is never replaced.

      EXAMPLES
        git registry hook install /srv/git/models.git --actor-from os --admin ada
        git registry hook install /srv/git/models.git --actor-from http --require-blobs none
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

  @OptionGroup var place: Place

  mutating func validate() throws {
    if preCommit {
      guard actorFrom == nil, admin == nil, requireBlobs == nil else {
        throw ValidationError(
          "--actor-from, --admin and --require-blobs are for pushes; --pre-commit takes none of them")
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
    try hook.install(program: Self.program(), version: Program.version, options: options)
    let branch = try PushJudge.protectedBranch(of: opened)
    Terminal.write(
      "installed \(hook.path)\nprotects \(branch?.description ?? "nothing: HEAD names no branch; set registry.branch")\n"
    )
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
