import ArgumentParser
import Diagnostics
import Enforcement
import Git
import Glibc

struct HookCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tell what keeps the hook from judging every push; exit status 1 if anything does.",
    discussion: """
      EXAMPLES
        git registry hook check /srv/git/models.git
      """)

  @Argument(help: ArgumentHelp("The repository.", valueName: "repo"), completion: .directory)
  var repository: String

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var place: Place

  func run() throws {
    let hook = ServerHook(of: try Place.repository(at: repository), for: nil)
    let problems = try hook.problems(version: Program.version)
    if json {
      Terminal.write(
        JSONValue.object(["hook": .string(hook.path), "problems": .array(problems.map { .string($0) })]).text)
    } else {
      Terminal.write(problems.isEmpty ? "\(hook.path) judges every push\n" : problems.map { $0 + "\n" }.joined())
    }
    if !problems.isEmpty { throw CommandFailure(silently: .diagnostics) }
  }
}
