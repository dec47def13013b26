import ArgumentParser
import Diagnostics
import Enforcement
import Git

struct HookShowCommand: CheckingCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show how the hooks of a repository are installed and what is in force.",
    discussion: """
      Mode, where the pusher's name comes from, where content must be, who pushes first, the protected branch, who may push to \
      the others, limits, the version that wrote the hooks, and the file that refusals are written to. hook check shows what \
      is wrong with it. Exit status 1 if no hook of git registry is installed.

      EXAMPLES
        git registry hook show /srv/git/models.git
        git registry hook show /srv/git/*.git --json
      """)

  @Argument(help: ArgumentHelp("The repositories.", valueName: "repo"), completion: .directory)
  var repositories: [String]

  @Flag(help: "Print JSON: an object, or a list of them for several repositories.")
  var json = false

  @OptionGroup var place: RepositoryOption

  func outcome() throws -> ExitStatus {
    try HookRepositories(paths: repositories, isJSON: json).each(show)
  }

  private func show(_ repository: Repository) throws -> HookRepositories.Outcome {
    let hook = ServerHook(of: repository, for: nil)
    guard let installation = hook.installation() else {
      throw CommandFailure(
        "no hook of git registry judges pushes to \(repository.commonDirectory)\nhelp: git registry hook install REPO --actor-from SOURCE, or, for one that was changed, see git registry hook check REPO"
      )
    }
    let options = installation.options
    let mode = installation.isStrict ? "strict" : "plain"
    let branch = try PushJudge.protectedBranch(of: repository)
    let branches = try hook.isForMembers(options.actorSource) ? "members" : "anyone"
    let limits = try PushLimits(of: repository).values
    let log = try RefusalLog(of: repository)?.path
    let facts: [(String, String)] =
      [
        ("repository", repository.commonDirectory), ("mode", mode), ("actor from", "\(options.actorSource)"),
        ("content in", options.requiredBlobs == .lfsStore ? "lfs-store" : "elsewhere, not checked by the hook"),
        ("first push by", options.firstAdmin ?? "any admin that it creates"),
        ("protects", branch.map { "\($0)" } ?? "nothing: HEAD names no branch"), ("branches for", branches),
        ("refusals in", log ?? "no file: registry.log names one"),
        ("written by", "git registry \(installation.version)"),
      ] + installation.paths.map { ("hook", $0) } + limits.map { ("limit", "\($0.key) \($0.value)") }
    let width = facts.map(\.0.utf8.count).max() ?? 0
    return HookRepositories.Outcome(
      lines: facts.map { $0 + String(repeating: " ", count: width - $0.utf8.count + 2) + $1 },
      value: .object([
        "repository": .string(repository.commonDirectory), "mode": .string(mode),
        "actorFrom": .string("\(options.actorSource)"), "requireBlobs": .string(options.requiredBlobs.rawValue),
        "admin": options.firstAdmin.map { .string($0) } ?? .null,
        "protectedBranch": branch.map { .string("\($0)") } ?? .null, "branches": .string(branches),
        "limits": .object(limits.map { .init($0.key, .integer(Int64($0.value))) }),
        "log": log.map { .string($0) } ?? .null, "version": .string(installation.version),
        "hooks": .array(installation.paths.map { .string($0) }),
      ]))
  }
}
