import ArgumentParser
import Diagnostics
import Enforcement
import Git
import Glibc

struct HookInstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Install the hook in a repository that is pushed to.",
    discussion: """
      Writes hooks/pre-receive, or the host's folder for it (custom_hooks/, pre-receive.d/), and turns receive.fsckObjects \
      on. A hook that git registry did not write is never replaced.

      EXAMPLES
        git registry hook install /srv/git/models.git --actor-from os --admin ada
        git registry hook install /srv/git/models.git --actor-from http --require-blobs none
      """)

  @Argument(help: ArgumentHelp("The repository.", valueName: "repo"), completion: .directory)
  var repository: String

  @OptionGroup var settings: HookSettings

  func run() throws {
    let opened = try Place.repository(at: repository)
    let hook = ServerHook(of: opened, for: settings.actorFrom)
    try hook.install(program: Self.program(), version: Program.version, options: settings.value)
    let branch = try PushJudge.protectedBranch(of: opened)
    Terminal.write(
      "installed \(hook.path)\nprotects \(branch?.description ?? "nothing: HEAD names no branch; set registry.branch")\n"
    )
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
