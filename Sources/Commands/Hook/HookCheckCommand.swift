import ArgumentParser
import Diagnostics
import Enforcement
import Git
import RegistryStore

struct HookCheckCommand: CheckingCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check that the hook judges every push; exit status 1 if anything keeps it from that.",
    discussion: """
      Checks the hook's file, the protected branch, git's settings for pushes, who may write the repository's folders, and \
      who cannot although core.sharedRepository says so; and, with content in lfs-store, content that never arrived. --fix \
      fixes what needs no decision.

      EXAMPLES
        git registry hook check /srv/git/models.git
        git registry hook check /srv/git/models.git --fix
        git registry hook check /srv/git/*.git --json
      """)

  @Argument(help: ArgumentHelp("The repositories.", valueName: "repo"), completion: .directory)
  var repositories: [String]

  @Flag(help: "Fix what can be fixed.")
  var fix = false

  @Flag(help: "Print JSON: an object, or a list of them for several repositories.")
  var json = false

  @OptionGroup var place: RepositoryOption

  func outcome() throws -> ExitStatus {
    try HookRepositories(paths: repositories, isJSON: json).each(check)
  }

  private func check(_ repository: Repository) throws -> HookRepositories.Outcome {
    let hook = ServerHook(of: repository, for: nil)
    try PushLog.complete(in: repository)
    var problems = try hook.problems(version: Program.version)
    var mended: [String] = []
    if fix {
      for problem in problems {
        guard let mend = problem.mend else { continue }
        try mend()
        mended.append(problem.text)
      }
      problems = try hook.problems(version: Program.version)
    }
    let remarks = try hook.remarks()
    let installation = hook.installation()
    let verdict = problems.isEmpty ? [installation?.summary, "\(hook.path()) judges every push"] : []
    return HookRepositories.Outcome(
      lines: mended.map { "mended: \($0)" } + problems.map(\.text) + remarks.map { "warning: \($0)" }
        + verdict.compactMap(\.self),
      value: .object([
        "repository": .string(repository.commonDirectory), "hook": .string(hook.path()),
        "mode": installation.map { .string($0.isStrict ? "strict" : "plain") } ?? .null,
        "problems": .array(problems.map { .string($0.text) }), "mended": .array(mended.map { .string($0) }),
        "remarks": .array(remarks.map { .string($0) }),
      ]),
      status: problems.isEmpty ? .success : .diagnostics)
  }
}
