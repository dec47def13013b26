import ArgumentParser
import Diagnostics
import Enforcement
import Git
import Glibc
import RegistryStore

struct HookCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tell what keeps the hook from judging every push; exit status 1 if anything does.",
    discussion: """
      Looks at the hook's file, the protected branch, git's settings for pushes, and who may write the repository's folders. \
      --fix mends what needs no decision.

      EXAMPLES
        git registry hook check /srv/git/models.git
        git registry hook check /srv/git/models.git --fix
      """)

  @Argument(help: ArgumentHelp("The repository.", valueName: "repo"), completion: .directory)
  var repository: String

  @Flag(help: "Mend what can be mended.")
  var fix = false

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var place: Place

  func run() throws {
    let hook = ServerHook(of: try Place.repository(at: repository), for: nil)
    try PushLog.complete(in: hook.repository)
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
    if json {
      let value: JSONValue = .object([
        "hook": .string(hook.path()), "problems": .array(problems.map { .string($0.text) }),
        "mended": .array(mended.map { .string($0) }),
        "remarks": .array(try hook.remarks().map { .string($0) }),
      ])
      Terminal.write(value.text)
    } else {
      let remarks = try hook.remarks().map { "warning: \($0)" }
      let lines = mended.map { "mended: \($0)" } + problems.map(\.text) + remarks
      Terminal.write(
        (problems.isEmpty ? lines + ["\(hook.path()) judges every push"] : lines).map { EscapedText.line($0) + "\n" }
          .joined())
    }
    if !problems.isEmpty { throw CommandFailure(silently: .diagnostics) }
  }
}
